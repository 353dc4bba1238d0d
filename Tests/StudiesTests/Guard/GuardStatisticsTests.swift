import Studies
import Testing

/// Expected values are SciPy's.
@Suite("Statistics of the guard")
struct GuardStatisticsTests {
  @Test(
    "t quantiles are exact, for whole and for broken degrees of freedom",
    arguments: [
      (1.0, 0.05, 12.7062047364), (7, 0.05, 2.3646242516), (31, 0.05, 2.0395134464),
      (7, 0.0125, 3.3352949398), (2.5, 0.05, 3.5746548420), (200, 0.01, 2.6006344362),
    ])
  func quantiles(degrees: Double, alpha: Double, expected: Double) {
    let t = TDistribution(degreesOfFreedom: degrees)
    #expect((t.critical(alpha) - expected).magnitude < 1e-8)
    #expect((t.twoSided(expected) - alpha).magnitude < 1e-9)
  }

  private let candidate = [10, 12, 9, 11, 14.0]
  private let baseline = [9, 9.5, 8, 10.5, 10.0]

  @Test("paired differences")
  func paired() throws {
    let estimate = Estimate(paired: candidate, minus: baseline)
    #expect((estimate.mean - 1.8).magnitude < 1e-12)
    #expect((estimate.standardError - 0.6442049363).magnitude < 1e-9)
    #expect((estimate.twoSidedP(against: 1) - 0.2821353455).magnitude < 1e-9)
    let interval = try #require(estimate.interval(alpha: 0.05))
    #expect((interval.lowerBound - 0.0114003578).magnitude < 1e-8)
    #expect((interval.upperBound - 3.5885996422).magnitude < 1e-8)
  }

  @Test("unpaired differences, after Welch")
  func unpaired() throws {
    let estimate = Estimate(unpaired: candidate, minus: baseline)
    #expect((estimate.degreesOfFreedom - 5.8823529412).magnitude < 1e-9)
    #expect((estimate.twoSidedP(against: 0) - 0.1114181290).magnitude < 1e-9)
    let interval = try #require(estimate.interval(alpha: 0.05))
    #expect((interval.lowerBound + 0.5648209198).magnitude < 1e-8)
  }

  @Test("one sample decides nothing, equal samples decide exactly")
  func extremes() {
    #expect(Estimate([3]).interval(alpha: 0.05) == nil)
    #expect(Estimate([3]).twoSidedP(against: 100) == 1)
    #expect(Estimate([3, 3, 3]).interval(alpha: 0.05) == 3...3)
    #expect(Estimate([3, 3, 3]).twoSidedP(against: 2) == 0)
  }

  @Test("Holm's steps stop at the first test that is open")
  func holm() {
    // 0.01 <= 0.05 / 3, 0.02 <= 0.05 / 2, 0.06 > 0.05.
    let some = Holm.decide([0.02, 0.06, 0.01], level: 0.05)
    #expect(some.map(\.isDecided) == [true, false, true])
    // 0.03 > 0.05 / 2 leaves 0.04 open as well.
    let stopped = Holm.decide([0.03, 0.001, 0.04], level: 0.05)
    #expect(stopped.map(\.isDecided) == [false, true, false])
    #expect(stopped.map(\.level) == [0.025, 0.05 / 3, 0.05])
  }
}
