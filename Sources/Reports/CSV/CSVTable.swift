/// A CSV file under construction: RFC 4180, CRLF, UTF-8 without a byte order mark.
///
/// Cells are written as bytes one after the other, without a string for each: a month of minutes
/// has a hundred thousand rows. Text cells cannot become formulas in a spreadsheet; numbers are
/// written as they are.
package struct CSVTable: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  package init(header: [String], rowCapacity: Int = 0, bytesPerRow: Int = 100) {
    bytes.reserveCapacity(rowCapacity * bytesPerRow)
    for name in header { text(name) }
    endRow()
  }

  package mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isRowStart = true
  }

  package mutating func empty() { separate() }

  /// The bytes so far, which the table then forgets: for files that are written in pieces.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// A text cell, quoted where RFC 4180 asks for it.
  ///
  /// A text that a spreadsheet would read as a formula (it starts with `=`, `+`, `-`, `@`, a tab or
  /// a carriage return) gets an apostrophe in front. Source: OWASP, "CSV Injection".
  package mutating func text(_ value: String) {
    separate()
    let utf8 = value.utf8
    let isFormula = utf8.first.map { Self.formulaStarts.contains($0) } ?? false
    let isQuoted = utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }
    if isQuoted { bytes.append(0x22) }
    if isFormula { bytes.append(0x27) }
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(0x22) }
  }

  /// A number that is text already: an exact decimal or an instant.
  package mutating func verbatim(_ value: String) {
    separate()
    bytes.append(contentsOf: value.utf8)
  }

  package mutating func integer(_ value: Int64) {
    separate()
    bytes.appendDecimal(value)
  }

  package mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// A number with exactly `decimals` places; an empty cell where it is unknown.
  package mutating func number(_ value: Double?, decimals: Int) {
    separate()
    if let value { bytes.appendDecimal(value, decimals: decimals) }
  }

  private mutating func separate() {
    if !isRowStart { bytes.append(0x2C) }
    isRowStart = false
  }

  static let formulaStarts: [UInt8] = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]
}
