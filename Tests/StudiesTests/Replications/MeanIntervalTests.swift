import Studies
import Testing

@Suite("Student's interval")
struct MeanIntervalTests {
  /// Published two-sided 95 % values of t.
  @Test(
    "half widths are t s/√n",
    arguments: [(2, 12.7062), (3, 4.30265), (4, 3.18245), (10, 2.26216), (31, 2.04227)])
  func quantiles(count: Int, t: Double) throws {
    let samples = (0..<count).map { Double($0 * $0 % 7) }
    let interval = MeanInterval(samples)
    let mean = samples.reduce(0, +) / Double(count)
    let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    let half = t * (variance / Double(count)).squareRoot()
    #expect(abs(interval.mean - mean) < 1e-12)
    #expect(abs(try #require(interval.high) - mean - half) < 1e-5 * max(1, half))
    #expect(abs(mean - (try #require(interval.low)) - half) < 1e-5 * max(1, half))
  }

  @Test("one sample has a mean and no interval") func single() {
    let interval = MeanInterval([3])
    #expect(interval.mean == 3 && interval.low == nil && interval.high == nil)
  }

  @Test("pairs that differ by a constant have an interval of no width") func paired() {
    let interval = MeanInterval(of: [5, 9, 200], minus: [3, 7, 198])
    #expect(interval.mean == 2 && interval.low == 2 && interval.high == 2)
  }
}
