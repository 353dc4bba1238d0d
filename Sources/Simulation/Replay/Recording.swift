package import Autoscaling
package import Units

/// What was recorded of a service: its metric points and, perhaps, its running count.
package struct Recording: Sendable {
  package var metrics: [RecordedMetric]
  /// The running count over time, in order; `nil` where the control plane models it.
  package var running: [CountChange]?
  /// The desired count over time, in order, where that was recorded too; it tells what was set from
  /// outside the policies.
  package var desired: [CountChange]?
  /// Places of desired counts, or of running ones where no desired ones are recorded, that are known to
  /// be set from outside: they hold from their own time on.
  package var followed: Set<Int> = []
  /// Counts under which the metrics were recorded; `nil` to take the points as they are.
  ///
  /// Points are scaled by recorded over modelled count.
  package var recordedCounts: [CountChange]?

  func metric(_ identity: MetricIdentity) -> RecordedMetric? {
    metrics.first { $0.identity == identity }
  }

  /// Before `time`, within which a recorded running count came to be; zero where it was that second.
  package let runningPeriod: SimDuration

  package init(
    metrics: [RecordedMetric], running: [CountChange]? = nil, desired: [CountChange]? = nil,
    recordedCounts: [CountChange]? = nil, runningPeriod: SimDuration = .zero
  ) {
    self.runningPeriod = runningPeriod
    self.metrics = metrics
    self.running = running?.changesOnly
    self.desired = desired?.changesOnly
    self.recordedCounts = recordedCounts
  }
}

/// The recorded points of one metric on an even grid.
package struct RecordedMetric: Sendable {
  package let identity: MetricIdentity
  /// Start of the first point.
  package let start: SimTime
  package let step: SimDuration
  /// `nil` for a point that was not recorded.
  package let values: [Double?]
  /// Points that the recording has or says to be missing: an alarm stops when it has seen them all.
  package let count: Int

  /// - Parameter count: that of `values` where none is given.
  package init(
    _ identity: MetricIdentity, start: SimTime, step: SimDuration, values: [Double?],
    count: Int? = nil
  ) {
    self.count = max(values.count, count ?? 0)
    self.identity = identity
    self.start = start
    self.step = step
    self.values = values
  }

  /// Index of the newest point that ended by `horizon`; below zero where none had.
  func newest(by horizon: SimTime) -> Int {
    Int((horizon - start).nanoseconds.floorDivided(by: step.nanoseconds)) - 1
  }

  /// How many points make one of `period`, a multiple of the step.
  func width(of period: SimDuration) -> Int {
    Int(max(1, period.nanoseconds / step.nanoseconds))
  }

  /// How many of the newest `count` points of `period` that ended by `horizon` begin before the
  /// recording does.
  func unknown(by horizon: SimTime, period: SimDuration, count: Int) -> Int {
    let whole = max(0, newest(by: horizon) + 1) / width(of: period)
    return max(0, count - whole)
  }

  func interval(_ index: Int) -> Range<SimTime> {
    let from = start + step * Int64(index)
    return from..<(from + step)
  }
}

/// A count that holds from `time` on.
package struct CountChange: Sendable, Hashable {
  package let time: SimTime
  package let count: Int

  package init(time: SimTime, count: Int) {
    self.time = time
    self.count = count
  }
}

extension [CountChange] {
  /// Without those that repeat the count before: what is recorded every minute says so.
  fileprivate var changesOnly: Self {
    indices.filter { $0 == 0 || self[$0].count != self[$0 - 1].count }.map { self[$0] }
  }

  /// Index of the change that holds at `time`, or `nil` before the first; changes are in order.
  ///
  /// - Complexity: O(log n).
  func index(at time: SimTime) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  func count(at time: SimTime) -> Int? { index(at: time).map { self[$0].count } }

  /// The time-weighted mean over `interval`; before the first change its count is taken.
  func mean(over interval: Range<SimTime>) -> Double? {
    guard let first else { return nil }
    var place = index(at: interval.lowerBound)
    var current = place.map { self[$0].count } ?? first.count
    var since = interval.lowerBound
    var area = 0.0
    while true {
      let next = place.map { $0 + 1 } ?? 0
      guard next < count, self[next].time < interval.upperBound else { break }
      area += Double(current) * (self[next].time - since).inSeconds
      current = self[next].count
      since = self[next].time
      place = next
    }
    area += Double(current) * (interval.upperBound - since).inSeconds
    return area / (interval.upperBound - interval.lowerBound).inSeconds
  }
}
