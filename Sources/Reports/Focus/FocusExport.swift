package import Billing
internal import Ledger
internal import Units

/// Hourly charges as a FOCUS Cost and Usage file, in pieces.
///
/// Σ EffectiveCost is the bill's amortised total, Σ BilledCost its cash total, exactly. A commitment
/// has a purchase row for each hour's fee and one for what was paid upfront; what it covers is billed
/// at zero beside them. Source: FOCUS 1.2 and 1.4; focus reference sections 2 to 5.
package struct FocusExport {
  private static let pieceSize = 1 << 18

  private let columns: [FocusColumn]
  private let hours: [FocusHour]
  private var table: CSVTable
  private let write: ([UInt8]) throws -> Void
  /// The fee of the hour that is being told, until all its rows are in.
  private var fee: (charge: HourlyCharge, cash: Money)?
  package private(set) var rowCount = 0

  /// - Parameter write: takes the next bytes of the file.
  package init(
    _ context: FocusContext, version: FocusVersion, write: @escaping ([UInt8]) throws -> Void
  ) {
    columns = FocusColumn.columns(of: version, hasPlan: !context.planLines.isEmpty)
    hours = (0..<context.calendar.hourCount).map { FocusHour($0, context: context) }
    table = CSVTable(
      header: columns.map(\.name), rowCapacity: 300, bytesPerRow: Self.pieceSize / 300)
    self.write = write
  }

  package mutating func add(_ charge: HourlyCharge) throws {
    if let fee, fee.charge.hour != charge.hour || fee.charge.commitment != charge.commitment {
      try closeFee()
    }
    try add(FocusRow(charge), hour: charge.hour)
    if charge.commitment != nil, charge.kind != .upfront {
      fee = (fee?.charge ?? charge, (fee?.cash ?? .zero) + charge.cash)
    }
  }

  /// Writes what is left.
  package mutating func finish() throws {
    try closeFee()
    try write(table.takeBytes())
  }

  private mutating func closeFee() throws {
    guard let fee else { return }
    self.fee = nil
    if fee.cash == .zero { return }
    try add(FocusRow(feeOf: fee.charge, cash: fee.cash), hour: fee.charge.hour)
  }

  private mutating func add(_ row: FocusRow, hour: Int) throws {
    for column in columns { table.text(column.value(row, hours[hour])) }
    table.endRow()
    rowCount += 1
    if table.bytes.count >= Self.pieceSize { try write(table.takeBytes()) }
  }
}
