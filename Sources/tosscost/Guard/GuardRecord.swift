import ArgumentParser
import Files
import Reports
import Scenarios
import Studies
import Units

struct GuardRecord: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record what scenarios come to, for later checks.",
    discussion: """
      Examples:
        tosscost guard record scenarios/production.yaml --baseline guard.json
        tosscost guard record scenarios/*.yaml --mode fluid --baseline guard.json

      The file holds nothing of this machine or hour: recording again gives the same bytes.
      """)

  @OptionGroup var options: GuardOptions

  @Option(help: "A day to note in the file, such as 2026-12-05.")
  var date: CivilDate?

  func run() async throws {
    let seed = options.seed ?? 1
    let stated = GuardBaseline.Overrides(
      mode: options.mode?.rawValue, period: options.period?.description)
    let subjects = try options.subjects(seed: seed) { _ in stated }
    let counts = Set(subjects.compactMap(\.limits.replications))
    guard options.replications != nil || counts.count <= 1 else {
      throw ValidationError(
        "The scenarios' limits state different replications; give --replications.")
    }
    let count =
      options.replications ?? counts.first ?? GuardLimits.defaultReplications
    let bar = ProgressBar(label: "guard record")
    let baseline = try await GuardRecording.record(
      subjects, seeds: GuardBaseline.Seeds(root: seed, replications: count), created: date,
      runner: options.runner { bar.update($0) })
    bar.finish()
    try OutputFile.write(GuardBaselineJSON.bytes(baseline), to: options.baseline)
    Terminal.note("Recorded \(subjects.count) scenarios in \(options.baseline).")
  }
}

extension CivilDate: ExpressibleByArgument {
  init?(argument: String) {
    guard argument.utf8.count == 10, let time = UTCTime(iso8601: argument) else { return nil }
    self = time.date
  }
}
