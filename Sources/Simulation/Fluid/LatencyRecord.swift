internal import Kernel

/// Latency percentiles of minutes and of the whole run, from tables rather than from requests.
struct LatencyRecord {
  private let model: FluidModel
  private var scatter: LatencyScatter
  /// Requests of ordinary minutes by row of each table.
  private var rows: [Double]
  /// Requests of all other minutes, by bin.
  private var bins: [Double]
  private var scratch: [Double]
  private var total = 0.0
  private var seconds = 0.0
  /// The longest latency there can be, in seconds.
  private var longest: Double

  /// - Parameter key: of the scatter of minutes.
  init(_ model: FluidModel, key: StreamKey) {
    self.model = model
    scatter = LatencyScatter(key)
    longest = model.limits.giveUp
    rows = [Double](repeating: 0, count: model.tableCount * LatencyTable.rowCount)
    bins = [Double](repeating: 0, count: LatencyBins.count)
    scratch = bins
  }

  /// Adds a minute.
  ///
  /// - Returns: its latencies, `nil` without any, and how many requests somebody gave up on.
  mutating func close(_ minute: MinuteFlow) -> (latency: LatencySummary?, overdue: Double) {
    guard minute.measured > 0 else { return (nil, 0) }
    total += minute.measured
    seconds += minute.latencySeconds
    let mean = minute.latencySeconds / minute.measured
    guard minute.parts.isEmpty, minute.unreachable == 0 else {
      return closeMixture(minute, mean: mean)
    }
    let wait = minute.ordinaryMeanWait
    let table = model.table(minute.ordinaryTable)
    let (row, fraction) = table.place(ofWait: wait)
    let first = minute.ordinaryTable * LatencyTable.rowCount + row
    rows[first] += minute.ordinaryWeight * (1 - fraction)
    rows[first + 1] += minute.ordinaryWeight * fraction
    let limit = model.limits.giveUp
    let quantiles = scatter.percentiles(
      of: table, atWait: wait, requests: minute.ordinaryWeight
    ).clamped(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: limit))
    let overdue = table.overdue[row] * (1 - fraction) + table.overdue[row + 1] * fraction
    return (
      LatencySummary(
        mean: mean * 1000, p50: quantiles[0] * 1000, p95: quantiles[1] * 1000,
        p99: quantiles[2] * 1000), overdue * minute.ordinaryWeight
    )
  }

  /// A minute of several states: each is spread over the bins part by part.
  private mutating func closeMixture(
    _ minute: MinuteFlow, mean: Double
  ) -> (latency: LatencySummary?, overdue: Double) {
    var overdue = 0.0
    if minute.ordinaryWeight > 0 {
      overdue += spread(
        MinuteFlow.Part(
          weight: minute.ordinaryWeight, wait: minute.ordinaryMeanWait, backlog: 0,
          table: minute.ordinaryTable))
    }
    for part in minute.parts { overdue += spread(part) }
    if minute.unreachable > 0 {
      longest = max(longest, model.limits.connect)
      scratch[LatencyBins.index(of: model.limits.connect)] += minute.unreachable
    }
    let quantiles = LatencyBins.quantiles([0.5, 0.95, 0.99], of: scratch) ?? [0, 0, 0]
    for bin in bins.indices {
      bins[bin] += scratch[bin]
      scratch[bin] = 0
    }
    return (
      LatencySummary(
        mean: mean * 1000, p50: min(quantiles[0], longest) * 1000,
        p95: min(quantiles[1], longest) * 1000, p99: min(quantiles[2], longest) * 1000), overdue
    )
  }

  /// Spreads a part over the bins.
  ///
  /// - Returns: how many of its requests somebody gave up on.
  private mutating func spread(_ part: MinuteFlow.Part) -> Double {
    let limit = model.limits.giveUp
    if part.backlog >= limit { return spreadLate(part.weight, limit: limit) }
    let table = model.table(part.table)
    let (row, fraction) = table.place(ofWait: part.wait - part.backlog)
    // A wait beyond the last row is longer for all.
    let shift = part.backlog + max(0, part.wait - part.backlog - table.waits[row + 1])
    let cuts = LatencyTable.cuts
    func latency(_ cut: Int) -> Double {
      let low = table.latencies[row * cuts.count + cut]
      let high = table.latencies[(row + 1) * cuts.count + cut]
      return shift + low + (high - low) * fraction
    }
    var overdue = 0.0
    var low = latency(0)
    for cut in 1..<cuts.count {
      let high = latency(cut)
      let end = cut + 1 == cuts.count ? 1 : cuts[cut]
      let weight = part.weight * (end - cuts[cut - 1])
      let late = high > limit ? weight * min(1, (high - limit) / (high - low)) : 0
      overdue += late
      if late > 0 { scratch[LatencyBins.index(of: limit)] += late }
      if late < weight { spread(weight - late, from: low, to: min(high, limit)) }
      low = high
    }
    return overdue
  }

  /// The same for requests that find a backlog of the limit or longer: somebody gives up on all.
  private mutating func spreadLate(_ weight: Double, limit: Double) -> Double {
    let cuts = LatencyTable.cuts
    let bin = LatencyBins.index(of: limit)
    var overdue = 0.0
    for cut in 1..<cuts.count {
      let end = cut + 1 == cuts.count ? 1 : cuts[cut]
      let late = weight * (end - cuts[cut - 1])
      overdue += late
      scratch[bin] += late
    }
    return overdue
  }

  /// Adds a weight evenly to the bins between two latencies.
  private mutating func spread(_ weight: Double, from low: Double, to high: Double) {
    let first = LatencyBins.index(of: low)
    let last = LatencyBins.index(of: high)
    guard first < last else {
      scratch[first] += weight
      return
    }
    let density = weight / (high - low)
    var from = low
    for bin in first...last {
      let end = bin == last ? high : LatencyBins.lowerBound(of: bin + 1)
      scratch[bin] += density * (end - from)
      from = end
    }
  }

  /// Latencies over the whole run; `nil` before the first request.
  var summary: LatencySummary? {
    guard total > 0, let quantiles = LatencyBins.quantiles([0.5, 0.95, 0.99], of: allBins) else {
      return nil
    }
    return LatencySummary(
      mean: seconds / total * 1000, p50: min(quantiles[0], longest) * 1000,
      p95: min(quantiles[1], longest) * 1000, p99: min(quantiles[2], longest) * 1000)
  }

  /// Requests of all minutes, by bin.
  var allBins: [Double] {
    var bins = bins
    for index in 0..<model.tableCount {
      let table = model.table(index)
      for row in 0..<LatencyTable.rowCount {
        let weight = rows[index * LatencyTable.rowCount + row]
        guard weight > 0 else { continue }
        for bin in bins.indices {
          bins[bin] += weight * table.weights[row * LatencyBins.count + bin]
        }
      }
    }
    return bins
  }
}
