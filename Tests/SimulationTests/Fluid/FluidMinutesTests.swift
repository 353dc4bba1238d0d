import Kernel
import Simulation
import Testing
import Units
import Workload

@Suite("Minutes of the fluid plane")
struct FluidMinutesTests {
  /// A day whose load runs into overload and back, with 20 s steps or whole minutes.
  private func plane(step: Int64, offset: Int64, latencies: Bool) -> FluidPlane {
    var service = ControlSetup.service(max: 8, policies: [])
    service.demand = RequestDemand(cpu: .lognormal(mean: 0.02, cv: 1))
    service.metrics.samplingOffset = .seconds(offset)
    let expected = (0..<Int(86_400 / step)).map { index in
      let minute = Double(Int64(index) * step) / 60
      return Double(step) * (minute > 600 && minute < 700 ? 60 : 4 + minute / 100)
    }
    return FluidPlane(
      model: FluidModel(service, latencies: latencies),
      profile: RateProfile(step: step, expected: expected),
      calendar: ControlSetup.calendar(seconds: 86_400), seed: 5)
  }

  private static let cases: [(step: Int64, offset: Int64, latencies: Bool)] = [
    (60, -10, false), (60, -10, true), (60, 0, false), (20, -10, false), (300, -45, false),
  ]

  @Test("pass as a whole as they do in parts", arguments: cases)
  func passAsInParts(step: Int64, offset: Int64, latencies: Bool) {
    var whole = plane(step: step, offset: offset, latencies: latencies)
    var parts = whole
    var isSame = true
    for minute in Int64(0)..<1440 {
      if minute % 240 == 0 {
        start(task: Int(minute / 240), on: &whole)
        start(task: Int(minute / 240), on: &parts)
      }
      let windowEnd = SimTime.start + .seconds(minute * 60 + 60 + offset)
      let end = SimTime.start + .seconds(minute * 60 + 60)
      let metrics = whole.passMinute(windowEnd: windowEnd.nanoseconds, until: end)
      parts.advance(to: windowEnd)
      isSame = isSame && metrics == parts.closeMetricWindow()
      parts.advance(to: end)
      parts.closeMinute()
    }
    #expect(isSame)
    #expect(whole.totals.hourly == parts.totals.hourly && whole.minutes == parts.minutes)
    #expect(whole.runLatency == parts.runLatency && (whole.runLatency != nil) == latencies)
  }

  private func start(task index: Int, on plane: inout FluidPlane) {
    plane.taskStarted(TaskID(index: index))
    plane.taskHealthy(TaskID(index: index))
  }
}
