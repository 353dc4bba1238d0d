import Autoscaling
import Testing

@Suite("Alarm state machine")
struct AlarmTests {
  /// One row of the CloudWatch guide's tables: the range's points (`X` breaches, `0` does not, `-`
  /// is missing) and the state for each treatment; `nil` retains the state.
  struct Row: Sendable, CustomTestStringConvertible {
    let points: String
    let datapointsToAlarm: Int
    let missing: AlarmState?
    let ignore: AlarmState?
    let breaching: AlarmState?
    let notBreaching: AlarmState?

    var testDescription: String { "\(points), M = \(datapointsToAlarm)" }

    func expected(_ treatment: MissingDataTreatment) -> AlarmState? {
      switch treatment {
      case .missing: missing
      case .ignore: ignore
      case .breaching: breaching
      case .notBreaching: notBreaching
      }
    }
  }

  static let rows = [
    row("0-X-X", 3, .ok, .ok, .ok, .ok),
    row("0----", 3, .ok, .ok, .ok, .ok),
    row("-----", 3, .insufficientData, nil, .alarm, .ok),
    row("0XX-X", 3, .alarm, .alarm, .alarm, .alarm),
    row("--X--", 3, .alarm, nil, .alarm, .ok),
    row("0-X-X", 2, .alarm, .alarm, .alarm, .alarm),
    row("00X0X", 2, .alarm, .alarm, .alarm, .alarm),
    row("0-X--", 2, .ok, .ok, .alarm, .ok),
    row("----0", 2, .ok, .ok, .alarm, .ok),
    row("---X-", 2, .alarm, nil, .alarm, .ok),
  ]

  private static func row(
    _ points: String, _ datapoints: Int, _ missing: AlarmState?, _ ignore: AlarmState?,
    _ breaching: AlarmState?, _ notBreaching: AlarmState?
  ) -> Row {
    Row(
      points: points, datapointsToAlarm: datapoints, missing: missing, ignore: ignore,
      breaching: breaching, notBreaching: notBreaching)
  }

  private func alarm(
    periods: Int = 3, datapoints: Int = 3, treatment: MissingDataTreatment = .missing
  ) -> AlarmConfiguration {
    AlarmConfiguration(
      name: "test", metric: .cpu, comparison: .greaterThanThreshold, threshold: 50,
      evaluationPeriods: periods, datapointsToAlarm: datapoints, treatMissingData: treatment)
  }

  private func points(_ text: String) -> [Double?] {
    text.map { $0 == "-" ? nil : $0 == "X" ? 51 : 49 }
  }

  @Test(
    "The ten rows of the guide's missing-data tables hold for every treatment and earlier state",
    arguments: rows, MissingDataTreatment.allCases)
  func missingData(row: Row, treatment: MissingDataTreatment) {
    let alarm = alarm(datapoints: row.datapointsToAlarm, treatment: treatment)
    for previous in AlarmState.allCases {
      let state = alarm.evaluate(points(row.points), previous: previous).state
      #expect(state == row.expected(treatment) ?? previous)
    }
  }

  @Test(
    "Breaching points that are too few and too young do not raise the alarm",
    arguments: ["----X", "---X-", "---XX"])
  func prematureAlarm(text: String) {
    let state = alarm().evaluate(points(text), previous: .insufficientData).state
    #expect(state == .insufficientData)
  }

  @Test("A young 15-of-15 alarm stays in INSUFFICIENT_DATA until it has fifteen points (C2)")
  func youngAlarm() {
    let alarm = alarm(periods: 15, datapoints: 15)
    for age in 0...15 {
      let range = [Double?](repeating: nil, count: alarm.evaluationRange - age)
      let evaluation = alarm.evaluate(
        range + [Double?](repeating: 60, count: age), previous: .insufficientData)
      #expect(evaluation.state == (age < 15 ? .insufficientData : .alarm))
      #expect(evaluation.window.count == age)
    }
  }

  @Test(
    "Points that are not known change the state only where they could not matter",
    arguments: MissingDataTreatment.allCases)
  func unknownPoints(treatment: MissingDataTreatment) {
    let kinds: [Double?] = [51, 49, nil]
    /// All ranges of so many points.
    func ranges(_ count: Int) -> [[Double?]] {
      count == 0 ? [[]] : ranges(count - 1).flatMap { range in kinds.map { range + [$0] } }
    }
    for (periods, datapoints) in [(1, 1), (2, 2), (3, 3), (3, 2), (3, 1)] {
      let alarm = alarm(periods: periods, datapoints: datapoints, treatment: treatment)
      for unknown in 0...alarm.evaluationRange {
        let pasts = ranges(unknown)
        for newer in ranges(alarm.evaluationRange - unknown) {
          for previous in AlarmState.allCases {
            let possible = Set(pasts.map { alarm.evaluate($0 + newer, previous: previous).state })
            let found = alarm.evaluate(pasts[0] + newer, unknown: unknown, previous: previous)
            #expect(found.state == (possible.count == 1 ? possible.first : previous))
            #expect(found.isDetermined == (possible.count == 1))
            #expect(possible.count == 1 || found.unknown > 0)
          }
        }
      }
    }
  }

  @Test("The evaluated window holds the newest real points, oldest first")
  func window() {
    let evaluation = alarm().evaluate([10, 20, nil, 30, 40], previous: .ok)
    #expect(evaluation.window == [20, 30, 40])
  }

  @Test("Comparisons are strict unless they say otherwise")
  func comparisons() {
    let breaching = AlarmConfiguration.Comparison.allCases.filter { comparison in
      var alarm = alarm()
      alarm.comparison = comparison
      return alarm.isBreaching(50)
    }
    #expect(breaching == [.greaterThanOrEqualToThreshold, .lessThanOrEqualToThreshold])
  }
}
