internal import Files
package import Simulation
package import Units

/// A policy file of `tosscost replay`: what a service says of its scaling, without the service.
package struct ReplayPolicy: Sendable {
  /// The bounds, the policies and the lives of tasks; demand and size mean nothing here.
  package var service: ServiceConfiguration
  /// Whether the file states `initial`.
  package let statesInitial: Bool
  /// When the policies were put; `nil` for before the recording.
  package let alarmsCreated: UTCTime?
  let crons: [DatedCron]

  /// Schedules that never fire in a recording from `start` on.
  package func problems(from start: UTCTime) -> [Problem] {
    crons.compactMap { cron in
      cron.problem(from: start).map {
        Problem(
          file: cron.place.file, line: cron.place.line, column: cron.place.column, message: $0)
      }
    }
  }

  /// Reads and checks the file at `path`.
  ///
  /// - Throws: `InputError.missing` where it does not exist; `InputError.invalid` with every problem.
  package static func load(path: String) throws(InputError) -> ReplayPolicy {
    try read(InputFile.read(path: path), name: path)
  }

  /// Reads and checks the bytes of a file called `name`.
  package static func read(_ bytes: [UInt8], name path: String) throws(InputError) -> ReplayPolicy {
    var source = ScenarioSource()
    let root = source.tree(of: bytes, path: path)
    var problems = source.problems
    guard let root else { throw InputError.invalid(problems) }
    var checker = SchemaChecker()
    let object = checker.check(
      root, as: ReplayPolicySection.schema, path: "",
      owner: SourcePlace(file: path, line: 1, column: 1))
    problems += checker.problems
    guard problems.isEmpty, let object else {
      throw InputError.invalid(Scenario.sorted(problems, first: path))
    }
    return ReplayPolicySection.policy(object)
  }
}
