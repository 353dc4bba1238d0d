import ArgumentParser
import Studies
import Units
import Workload

/// Which load a scenario meets in place of its own.
struct LoadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Load trace to replay in place of the scenario's, over its whole range.", valueName: "file"),
    completion: .file())
  var trace: String?

  @Option(help: ArgumentHelp("Factor on every count of the trace.", valueName: "factor"))
  var scale: Decimal12?

  @Option(help: "What stands in for intervals that the trace does not have.")
  var gaps: GapRule?

  func validate() throws {
    guard (scale?.trillionths ?? 0) >= 0 else {
      throw ValidationError("--scale must be 0 or more.")
    }
  }

  func apply(to options: inout RunOptions) {
    options.tracePath = trace
    options.scale = scale
    options.gaps = gaps
  }
}
