internal import Kernel
internal import Units

/// How far the requests of a short time are from their expectation, in number and in work.
///
/// The published metrics of a service rest on a minute's requests, and alarms fire on what those
/// happen to be. A Poisson number N of requests with independent demands of mean s and variability
/// cv² makes a work with mean N s and variance N s² (1 + cv²); the noise is normal with that variance
/// and with the right correlation to the number. Time is cut into cells at the ends of the metric
/// windows, those of 20 s included where somebody watches them; a cell's draw depends on its place in
/// time alone, so that two policies meet the same noise.
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
  /// Deviations of the present cell for one request a second: in requests, and in work over the
  /// mean work of a request.
  private(set) var requests = 0.0
  private(set) var work = 0.0

  /// - Parameters:
  ///   - windowOffset: metric windows end so long after a whole minute.
  ///   - hasFineWindows: whether points of 20 s are taken as well.
  ///   - variability: squared coefficient of variation of a request's work.
  init(windowOffset: SimDuration, hasFineWindows: Bool, variability: Double, key: StreamKey) {
    let offset = windowOffset.nanoseconds % Self.minute
    let fine = hasFineWindows ? [20_000_000_000, 40_000_000_000, Self.minute] : []
    let ends = Set([offset <= 0 ? offset + Self.minute : offset] + fine).sorted()
    self.ends = ends
    // The first cell of a minute began in the minute before.
    let starts = [ends[ends.count - 1] - Self.minute] + ends
    scales = zip(ends, starts).map { 1 / (Double($0 - $1) * 1e-9).squareRoot() }
    demandDeviation = variability.squareRoot()
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
    requests = first * scale
    work = (first + second * demandDeviation) * scale
  }
}
