import ArgumentParser
import Files
import Reports
import Units
import Workload

/// `tosscost trace`: look at load traces, and make them.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Inspect load traces, and synthesize them.",
    subcommands: [TraceInspect.self, TraceSynthesize.self])
}

struct TraceInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show range, step, gaps and rates of a load trace.",
    discussion: """
      Examples:
        tosscost trace inspect load.csv.gz
        tosscost trace inspect load.csv.gz --gaps interpolate --format json
      """)

  @Argument(
    help: "A load trace: CSV, CloudWatch JSON or ALB access log, plain or gzip.",
    completion: .file())
  var file: String

  @Option(help: "What stands for intervals that are missing: zero, interpolate, hold or error.")
  var gaps: GapRule = .zero

  @Option(help: "What to print; json lists every gap.")
  var format: InspectionFormat = .table

  func run() throws {
    let trace = try LoadTrace.load(path: file, gaps: gaps)
    switch format {
    case .table:
      Terminal.write(TracePage.lines(trace, ascii: !Terminal.outputStyle.hasUnicode))
    case .json: Terminal.write(try TraceJSON.bytes(trace))
    }
  }
}

enum InspectionFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}

struct TraceSynthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize", abstract: "Make a load trace of a known shape.",
    discussion: """
      Examples:
        tosscost trace synthesize --period 2026-12 --requests 300000000 --output december.csv
        tosscost trace synthesize --shape cosine --period 2026-12-01 --requests 8640000
      """)

  @Option(
    help: """
      market: weekday market hours with a NAV peak, and noise; cosine: a cosine over each UTC day, \
      none at midnight and twice the mean at noon.
      """)
  var shape = TraceSynthesis.Shape.market

  @Option(help: "A month, a day or START/END in UTC.")
  var period: Period

  @Option(help: "Length of an interval, 1s to 1h.")
  var step = "60s"

  @Option(help: "Requests in the whole trace.")
  var requests: Int64

  @Option(help: "Seed of the noise; the cosine has none.")
  var seed: UInt64 = 1

  @Option(help: "Height of the NAV peak over market hours, 1 to 10; 1 for none; absent: 2.")
  var navPeak: Double?

  @Option(help: "File to write; absent: standard output.")
  var output: String?

  func validate() throws {
    if let navPeak {
      guard shape == .market else { throw ValidationError("--nav-peak belongs to --shape market") }
      guard (1...10).contains(navPeak) else {
        throw ValidationError("--nav-peak must be from 1 to 10")
      }
    }
    guard requests >= 0 else { throw ValidationError("--requests must be 0 or more") }
    guard let length = SimDuration(text: step), length.nanoseconds % 1_000_000_000 == 0,
      (1...3600).contains(length.nanoseconds / 1_000_000_000),
      period.seconds % (length.nanoseconds / 1_000_000_000) == 0
    else {
      throw ValidationError("--step must be whole seconds from 1s to 1h that divide the period")
    }
  }

  func run() throws {
    guard let length = SimDuration(text: step) else { return }
    var synthesis = TraceSynthesis(
      period: period, step: length.nanoseconds / 1_000_000_000, requests: requests, seed: seed)
    synthesis.shape = shape
    if let navPeak { synthesis.navPeak = navPeak }
    let bytes = synthesis.csv()
    if let output {
      try OutputFile.write(bytes, to: output)
    } else {
      print(String(decoding: bytes, as: UTF8.self), terminator: "")
    }
  }
}
