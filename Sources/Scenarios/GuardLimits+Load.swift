internal import Files
package import Units

extension GuardLimits {
  /// The name of the file that limits may stand in beside a scenario.
  package static let fileName = "tosscost-guard.yaml"

  /// Reads a file of limits: the keys of a scenario's `guard` section.
  ///
  /// - Throws: `InputError.missing`, or `InputError.invalid` with every problem.
  package static func load(path: String) throws(InputError) -> GuardLimits {
    var source = ScenarioSource()
    let root = source.tree(of: try InputFile.read(path: path), path: path)
    guard let root else { throw .invalid(source.problems) }
    var checker = SchemaChecker()
    let object = checker.check(
      root, as: GuardSection.schema, path: "",
      owner: SourcePlace(file: path, line: 1, column: 1))
    let problems = source.problems + checker.problems
    guard problems.isEmpty, let object else { throw .invalid(problems) }
    return GuardSection.limits(object)
  }
}
