import ArgumentParser
import Autoscaling
import Forecasting
import Studies
import Units
import Workload

/// What `forecast` and `forecast backtest` ask in common.
struct ForecastOptions: ParsableArguments {
  @Argument(help: "A load trace: CSV, CloudWatch JSON or ALB access log, plain or gzip.")
  var trace: String

  @Option(help: "How far ahead: 48h, 30d, or any duration that is whole steps.")
  var horizon = "48h"

  @Option(help: "Levels of the intervals in percent, above 0 and below 100.")
  var levels = "80,95"

  @Option(help: "Length of a step: 1h, or any multiple of the trace's own.")
  var step = "1h"

  @Option(help: "What stands for intervals that are missing: zero, interpolate, hold or error.")
  var gaps: GapRule = .zero

  @Option(
    help: ArgumentHelp(
      "IANA time zone whose clock the load follows, such as America/New_York.", valueName: "zone"))
  var timeZone = "UTC"

  @Option(
    help: ArgumentHelp(
      "Holidays that the load may follow where its history shows it: us, nyse, both with a comma, "
        + "or none. Absent: both, without a word on holidays whose effect is unknown.",
      valueName: "lists"))
  var holidays: String?

  @Flag(help: "Use the fast preset: three models, no validation.")
  var fast = false

  func validate() throws {
    guard let step = SimDuration(text: step), step.nanoseconds > 0,
      step.nanoseconds % 1_000_000_000 == 0, step.nanoseconds <= 86_400_000_000_000
    else { throw ValidationError("--step must be whole seconds, up to 1d, such as 1h or 60s") }
    guard let horizon = SimDuration(text: horizon), horizon.nanoseconds > 0,
      horizon.nanoseconds % step.nanoseconds == 0,
      horizon.nanoseconds / step.nanoseconds <= 1_000_000
    else {
      throw ValidationError(
        "--horizon must be whole steps of \(step), at most a million, such as 48h or 30d")
    }
    guard WallClock(identifier: timeZone) != nil else {
      throw ValidationError(
        "--time-zone must be an IANA time zone such as America/New_York, not '\(timeZone)'")
    }
    guard parsedHolidays != nil else {
      throw ValidationError("--holidays must be us, nyse, us,nyse or none")
    }
    guard parsedLevels != nil else {
      throw ValidationError(
        "--levels must be one to ten different percentages above 0 and below 100, such as 80,95")
    }
  }

  /// Rising shares, `nil` where the text is wrong.
  var parsedLevels: [Double]? {
    let parts = levels.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Decimal12(text: $0) }
      .map { Double($0.trillionths) / Double(Decimal12.one) / 100 }
    guard numbers.count == parts.count, 1...10 ~= numbers.count,
      numbers.allSatisfy({ $0 > 0 && $0 < 1 }), Set(numbers).count == numbers.count
    else { return nil }
    return numbers.sorted()
  }

  var stepSeconds: Int64 { (SimDuration(text: step)?.nanoseconds ?? 0) / 1_000_000_000 }

  var horizonSteps: Int {
    guard stepSeconds > 0, let horizon = SimDuration(text: horizon) else { return 0 }
    return Int(horizon.nanoseconds / 1_000_000_000 / stepSeconds)
  }

  /// `nil` where the text is wrong.
  private var parsedHolidays: Set<HolidayList>? {
    guard let holidays else { return Set(HolidayList.allCases) }
    if holidays == "none" { return [] }
    let lists = holidays.split(separator: ",", omittingEmptySubsequences: false)
      .map { HolidayList(rawValue: String($0)) }
    let known = Set(lists.compactMap { $0 })
    return known.count == lists.count ? known : nil
  }

  var calendar: ForecastCalendar {
    let clock = timeZone == "UTC" ? nil : WallClock(identifier: timeZone)
    return ForecastCalendar(
      clock: clock.map { clock in
        ForecastClock(local: { clock.local($0) }, instant: { clock.instant(ofLocal: $0) })
      },
      holidays: parsedHolidays ?? [], tellsUnknown: holidays != nil)
  }

  var preset: Forecaster.Preset { fast ? .fast : .accurate }

  /// The trace as a history; what its reader remarks goes to standard error.
  func history(keepsPartialEnds: Bool = false) throws -> TimeSeries {
    let loaded = try LoadTrace.load(path: trace, gaps: gaps)
    for line in loaded.remarks { Terminal.warn(line) }
    return try loaded.history(step: stepSeconds, keepsPartialEnds: keepsPartialEnds)
  }
}
