internal import Kernel
internal import Units

/// How far the requests of a short time are from their expectation, in number and in work.
///
/// A published metric is made of the requests of one minute, so it scatters about its expectation,
/// and alarms fire on single points. Where n requests are expected, their number is Poisson with
/// variance n. With independent CPU times of mean s and squared coefficient of variation cv², their
/// work has the mean n s, the variance n s² (1 + cv²) and the covariance n s with the number. The
/// noise is normal with these variances and this covariance.
///
/// Time is cut into cells at the ends of the metric windows, those of 20 s included where an alarm
/// uses high-resolution metrics. The two numbers drawn for a cell depend on its place in time alone,
/// so that two policies compared on one load meet the same noise.
struct MetricNoise {
  /// Ends of the cells of a minute, in nanoseconds from its start, ascending.
  private let ends: [Int64]
  /// 1 / √(length in seconds) of each.
  private let scales: [Double]
  private var cell = 0
  private var minuteStart: Int64 = 0
  private static let minute: Int64 = 60_000_000_000
  private let demandDeviation: Double
  private var variates: NormalVariates
  /// End of the present cell in nanoseconds since the start.
  private(set) var end: Int64 = 0
  /// Of the present cell.
  private(set) var deviation = Deviation(requests: 0, work: 0)

  /// How far a cell is off for one request a second: in requests, and in work over the mean work of
  /// a request.
  struct Deviation: BitwiseCopyable {
    let requests: Double
    let work: Double
  }

  /// - Parameters:
  ///   - windowOffset: metric windows end so long after a whole minute.
  ///   - hasFineWindows: whether points of 20 s are taken as well.
  ///   - variability: squared coefficient of variation of a request's work; `nil` for no noise at all.
  init(windowOffset: SimDuration, hasFineWindows: Bool, variability: Double?, key: StreamKey) {
    let offset = windowOffset.nanoseconds % Self.minute
    let fine = hasFineWindows ? [20_000_000_000, 40_000_000_000, Self.minute] : []
    let ends = Set([offset <= 0 ? offset + Self.minute : offset] + fine).sorted()
    self.ends = ends
    // The first cell of a minute began in the minute before.
    let starts = [ends[ends.count - 1] - Self.minute] + ends
    scales = zip(ends, starts).map {
      variability == nil ? 0 : 1 / (Double($0 - $1) * 1e-9).squareRoot()
    }
    demandDeviation = variability?.squareRoot() ?? 0
    variates = NormalVariates(key)
  }

  /// Moves to the cell that begins at `end`.
  mutating func next() {
    end = minuteStart + ends[cell]
    // Spread over the cell, √(rate × length) becomes √(rate / length) a second.
    let scale = scales[cell]
    cell += 1
    if cell == ends.count {
      cell = 0
      minuteStart += Self.minute
    }
    let (first, second) = variates.pair()
    deviation = Deviation(
      requests: first * scale, work: (first + second * demandDeviation) * scale)
  }
}
