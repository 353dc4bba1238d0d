import Autoscaling
import Testing
import Units

@Suite("Scheduled actions")
struct ScheduleTests {
  private func times(
    _ schedule: String, zone: String = "UTC", _ span: String,
    change: (inout ScheduledAction) -> Void = { _ in }
  ) throws -> [String] {
    let clock = try #require(WallClock(identifier: zone))
    var action = ScheduledAction(
      name: "test", schedule: try ScheduleExpression(text: schedule), clock: clock)
    change(&action)
    let period = try #require(Period(text: span))
    return action.occurrences(in: period).map { String($0.description.dropLast(4)) }
  }

  @Test(
    "Cron: lists, ranges, steps, names, L, W and #, against a calendar",
    arguments: [
      ("cron(0 6 * * ? *)", "2026-12-01/2026-12-04", ["01T06:00", "02T06:00", "03T06:00"]),
      (
        "cron(30 8,17 ? * MON-FRI *)", "2026-12-04/2026-12-08",
        ["04T08:30", "04T17:30", "07T08:30", "07T17:30"]
      ),
      ("cron(0/20 9 1 * ? *)", "2026-12-01/2026-12-02", ["01T09:00", "01T09:20", "01T09:40"]),
      ("cron(0 0 L * ? *)", "2026-12-01/2027-01-01", ["31T00:00"]),
      ("cron(0 0 L-3 * ? *)", "2026-12-01/2027-01-01", ["28T00:00"]),
      ("cron(0 0 LW * ? *)", "2027-01-01/2027-02-01", ["29T00:00"]),
      // 5 December 2026 is a Saturday, 1 August 2026 too: W does not leave the month.
      ("cron(0 0 5W * ? *)", "2026-12-01/2027-01-01", ["04T00:00"]),
      ("cron(0 0 1W 8 ? *)", "2026-07-01/2026-09-01", ["03T00:00"]),
      ("cron(0 0 ? * 6L *)", "2026-12-01/2027-01-01", ["25T00:00"]),
      ("cron(0 0 ? * 3#2 *)", "2026-12-01/2027-01-01", ["08T00:00"]),
      ("cron(0 0 ? * SUN *)", "2026-12-01/2026-12-14", ["06T00:00", "13T00:00"]),
      ("cron(15 12 * DEC ? 2026-2027)", "2026-11-30/2026-12-02", ["01T12:15"]),
      // Seven fields: seconds in front.
      ("cron(30 0 6 * * ? *)", "2026-12-01/2026-12-02", ["01T06:00"]),
      ("at(2026-12-05T06:00:00)", "2026-12-01/2027-01-01", ["05T06:00"]),
      ("rate(12 hours)", "2026-12-01/2026-12-03", ["01T12:00", "02T00:00", "02T12:00"]),
    ])
  func expressions(schedule: String, span: String, expected: [String]) throws {
    #expect(try times(schedule, span).map { String($0.suffix(8)) } == expected)
  }

  @Test("Daylight saving time moves the instant, and never skips or doubles an action")
  func daylightSaving() throws {
    // New York: UTC-5 until 8 March 2026, then UTC-4.
    #expect(
      try times("cron(0 6 * * ? *)", zone: "America/New_York", "2026-03-07/2026-03-10")
        == ["2026-03-07T11:00", "2026-03-08T10:00", "2026-03-09T10:00"])
    // 02:30 does not exist on 8 March: an hour later by the clock.
    #expect(
      try times("cron(30 2 * * ? *)", zone: "America/New_York", "2026-03-08/2026-03-09")
        == ["2026-03-08T07:30"])
    // 01:30 comes twice on 1 November: once is enough.
    #expect(
      try times("cron(30 1 * * ? *)", zone: "America/New_York", "2026-11-01/2026-11-02")
        == ["2026-11-01T05:30"])
    #expect(
      try times("at(2026-07-01T12:00:00)", zone: "Europe/Berlin", "2026-07-01/2026-07-02")
        == ["2026-07-01T10:00"])
  }

  @Test("A recurring action also runs at its start, and not after its end")
  func startAndEnd() throws {
    let found = try times("cron(0 6 * * ? *)", "2026-12-01/2026-12-05") {
      $0.start = UTCTime(iso8601: "2026-12-02T03:00:00Z")
      $0.end = UTCTime(iso8601: "2026-12-04T00:00:00Z")
    }
    #expect(found == ["2026-12-02T03:00", "2026-12-02T06:00", "2026-12-03T06:00"])
  }

  @Test(
    "What never fires or cannot be read is refused, with what is allowed",
    arguments: [
      ("cron(0 6 30 2 ? *)", "never fires"), ("cron(0 6 31 4,6 ? *)", "never fires"),
      ("cron(0 6 29 2 ? 2027)", "never fires"), ("cron(0 6 * *)", "six are allowed"),
      ("cron(60 6 * * ? *)", "minutes"), ("cron(0 6 1 * MON *)", "must be `?`"),
      ("cron(0 6 ? * 8 *)", "day-of-week"), ("cron(5-1 6 * * ? *)", "minutes"),
      ("cron(0/0 6 * * ? *)", "minutes"), ("rate(0 minutes)", "whole number from 1"),
      ("rate(5 weeks)", "minutes, hours or days"), ("at(2026-12-05)", "yyyy-mm-dd"),
      ("every day", "no schedule"),
    ])
  func refused(schedule: String, part: String) {
    do {
      _ = try ScheduleExpression(text: schedule)
      Issue.record("\(schedule) was read")
    } catch {
      #expect(error.message.contains(part))
    }
  }
}

@Suite("Horizontal pod autoscaler")
struct KubernetesHPATests {
  private func next(
    _ hpa: KubernetesHPA, _ current: Int, _ metric: Double, _ bounds: ClosedRange<Int>
  )
    -> Int
  {
    let wanted = hpa.recommendation(current: current, metric: metric)
    return hpa.next(
      current: current, recommendation: wanted, highest: wanted, oldest: current, bounds: bounds)
  }

  @Test("The replicas of the recorded autoscalers (C14)")
  func recorded() {
    let demo = KubernetesHPA(target: 50)
    #expect(demo.recommendation(current: 2, metric: 82) == 4)
    #expect(next(demo, 2, 82, 1...5) == 4)
    #expect(demo.recommendation(current: 4, metric: 76) == 7)
    #expect(next(demo, 4, 76, 1...5) == 5)
    // 34 % on five needs four, but the window remembers five.
    #expect(demo.recommendation(current: 5, metric: 34) == 4)
    #expect(
      demo.next(current: 5, recommendation: 4, highest: 5, oldest: 5, bounds: 1...5) == 5)
    var yatri = KubernetesHPA(target: 50)
    yatri.hasBehavior = false
    var replicas = [2]
    while replicas.count < 5, let last = replicas.last {
      replicas.append(next(yatri, last, 183, 2...10))
    }
    #expect(replicas == [2, 4, 8, 10, 10])
    #expect(yatri.recommendation(current: 10, metric: 47) == 10)
  }

  @Test("Pods that are not ready count as idle for more, and not at all for fewer")
  func unready() {
    let hpa = KubernetesHPA(target: 50)
    // Two at 90 % are 45 % of four: within ten percent.
    #expect(hpa.recommendation(current: 4, ready: 2, metric: 90) == 4)
    // Three at 90 % are 67.5 % of four, which take six; all four at 90 % would take eight.
    #expect(hpa.recommendation(current: 4, ready: 3, metric: 90) == 6)
    #expect(hpa.recommendation(current: 4, metric: 90) == 8)
    // Two at 60 % would be fewer than are asked for: no change of direction.
    #expect(hpa.recommendation(current: 4, ready: 2, metric: 60) == 4)
    #expect(hpa.recommendation(current: 4, ready: 2, metric: 30) == 2)
    #expect(hpa.recommendation(current: 4, ready: 0, metric: 300) == 4)
  }

  @Test("Within ten percent nothing happens; the default limit is double or four more")
  func limits() {
    let hpa = KubernetesHPA(target: 50)
    #expect(hpa.recommendation(current: 10, metric: 54.9) == 10)
    #expect(hpa.recommendation(current: 10, metric: 45.1) == 10)
    #expect(hpa.recommendation(current: 10, metric: 56) == 12)
    #expect(next(hpa, 1, 500, 1...100) == 5)
    #expect(next(hpa, 10, 500, 1...100) == 20)
  }
}
