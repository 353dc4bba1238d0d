import TestSupport
import Testing
import Units
import Workload

/// A published trace and what its description says of it.
struct RealTrace: Sendable, CustomTestStringConvertible {
  let file: String
  let step: Int64
  let start: String
  let intervals: Int
  let absent: Int
  let gaps: Int
  let total: Int64

  var path: String? { Places.shared("traces/" + file) }
  var testDescription: String { file }

  static let all = [
    RealTrace(
      file: "nasa_http_1995-07_per_minute.csv", step: 60, start: "1995-07-01T04:00:00Z",
      intervals: 39_693, absent: 0, gaps: 0, total: 1_891_713),
    RealTrace(
      file: "worldcup98_1998-04-30_1998-06-20_per_minute.csv.gz", step: 60,
      start: "1998-04-30T21:30:00Z", intervals: 73_590, absent: 10, gaps: 7, total: 574_934_701),
    RealTrace(
      file: "wikipedia_all_projects_2008-10_2009-05_hourly.csv", step: 3600,
      start: "2008-10-01T00:00:00Z", intervals: 5832, absent: 24, gaps: 2, total: 91_501_118_143),
    RealTrace(
      file: "nab/elb_request_count_8c0756.csv", step: 300, start: "2014-04-10T00:04:00Z",
      intervals: 4040, absent: 8, gaps: 8, total: 249_327),
    RealTrace(
      file: "nab/Twitter_volume_AAPL.csv", step: 300, start: "2015-02-26T21:42:53Z",
      intervals: 15_902, absent: 0, gaps: 0, total: 1_360_453),
  ]
}

@Suite("Published traces", .enabled(if: Places.shared("traces") != nil, "reference data absent"))
struct RealTraceTests {
  @Test(
    "step, range, gaps and total are those of the trace's description", arguments: RealTrace.all)
  func matchesDescription(_ real: RealTrace) throws {
    let trace = try LoadTrace.load(path: try #require(real.path))
    #expect(trace.step == real.step)
    #expect(trace.start.description == real.start)
    #expect(trace.counts.count == real.intervals)
    #expect(trace.absentIntervals == real.absent)
    #expect(trace.gaps.count == real.gaps)
    #expect(trace.totalRequests == real.total)
  }

  @Test("a profile over the whole range keeps the total", arguments: RealTrace.all)
  func profileKeepsTotal(_ real: RealTrace) throws {
    let trace = try LoadTrace.load(path: try #require(real.path))
    let profile = try trace.profile(over: try #require(trace.period))
    #expect(60 % profile.step == 0)
    #expect(Int64(profile.expected.count) * profile.step == trace.end.seconds(since: trace.start))
    #expect(abs(profile.total - trace.total) <= 1e-9 * trace.total)
    #expect(profile.expected.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test("the logging outage of NASA's July is 22 minutes of zeros, not a gap")
  func nasaOutage() throws {
    let path = try #require(Places.shared("traces/nasa_http_1995-07_per_minute.csv"))
    let trace = try LoadTrace.load(path: path)
    let outage = try #require(Period(text: "1995-07-13T23:49Z/1995-07-14T00:11Z"))
    #expect(try trace.profile(over: outage).expected == Array(repeating: 0, count: 22))
  }

  @Test("NASA's July by the second sums to its July by the minute")
  func nasaPerSecond() throws {
    let path = try #require(Places.shared("traces/nasa_http_1995-07_per_second.csv.gz"))
    let trace = try LoadTrace.load(path: path)
    #expect(trace.step == 1)
    #expect(trace.counts.count == 2_381_544)
    #expect(trace.totalRequests == 1_891_713)
  }
}
