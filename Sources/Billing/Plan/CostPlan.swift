internal import Files
package import Units

/// What a system's owner planned to pay a month: a total, or some lines.
///
/// Usage of services that no line covers stands under its AWS service, beside no amount.
package struct CostPlan: Sendable, Hashable {
  /// In the plan's order; empty for a plan that states only a total.
  package let lines: [Line]
  /// As stated, else the sum of the lines.
  package let total: Money
  /// The bytes of its file, which a run keeps.
  package let text: [UInt8]

  /// One line of the plan.
  package struct Line: Sendable, Hashable {
    package let id: String
    package let title: String
    package let monthly: Money
    /// Why list price contradicts the plan; empty where nothing is known to.
    package let why: String
    /// The services whose usage stands in the line.
    package let covers: [BilledService]
  }

  package static let schema = "tosscost-plan/1"
  /// What a run names the plan that it was made beside.
  package static let fileName = "plan.json"

  /// Reads a plan's file.
  ///
  /// - Throws: `InputError.missing`, or `InputError.invalid` with every problem and its place.
  package static func load(path: String) throws(InputError) -> CostPlan {
    try read(InputFile.read(path: path), file: path)
  }

  /// Reads the bytes of a plan's file; `file` is what problems call it.
  package static func read(_ bytes: [UInt8], file: String) throws(InputError) -> CostPlan {
    let root = try JSONReader.read(bytes, file: file)
    var reader = CostPlanReader(file: file)
    let (lines, total) = reader.read(root)
    guard reader.problems.isEmpty else { throw .invalid(reader.problems) }
    return CostPlan(
      lines: lines, total: total ?? lines.reduce(.zero) { $0 + $1.monthly }, text: bytes)
  }
}
