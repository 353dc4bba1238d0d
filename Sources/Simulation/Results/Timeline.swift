/// What happened to one service in every minute of a run.
///
/// Rows are put together when they are asked for; most of what they are made of lies on the disk.
package struct Timeline: Sendable, Hashable {
  let loads: RowLog<MinuteLoad>
  let counts: RowLog<MinuteCounts>
  /// NaN for none; shorter than the others where the run ended before a point was published.
  private let published: RowLog<Double>
  /// The same of memory; empty where nothing is said of it.
  private let memory: RowLog<Double>

  package init(
    loads: RowLog<MinuteLoad>, counts: RowLog<MinuteCounts>, published: RowLog<Double>,
    memory: RowLog<Double> = RowLog<Double>()
  ) {
    self.loads = loads
    self.counts = counts
    self.published = published
    self.memory = memory
  }
}

extension Timeline: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { Swift.min(loads.count, counts.count) }

  package subscript(minute: Int) -> TimelineRow {
    TimelineRow(
      minute: minute, loads[minute], counts[minute],
      published: minute < published.count ? published[minute] : .nan,
      memory: minute < memory.count ? memory[minute] : .nan)
  }

  package func makeIterator() -> Iterator {
    Iterator(
      loads: loads.makeIterator(), counts: counts.makeIterator(),
      published: published.makeIterator(), memory: memory.makeIterator())
  }

  package struct Iterator: IteratorProtocol {
    private var loads: RowLog<MinuteLoad>.Iterator
    private var counts: RowLog<MinuteCounts>.Iterator
    private var published: RowLog<Double>.Iterator
    private var memory: RowLog<Double>.Iterator
    private var minute = 0

    fileprivate init(
      loads: RowLog<MinuteLoad>.Iterator, counts: RowLog<MinuteCounts>.Iterator,
      published: RowLog<Double>.Iterator, memory: RowLog<Double>.Iterator
    ) {
      self.loads = loads
      self.counts = counts
      self.published = published
      self.memory = memory
    }

    package mutating func next() -> TimelineRow? {
      guard let load = loads.next(), let count = counts.next() else { return nil }
      defer { minute += 1 }
      return TimelineRow(
        minute: minute, load, count, published: published.next() ?? .nan,
        memory: memory.next() ?? .nan)
    }
  }
}

extension TimelineRow {
  fileprivate init(
    minute: Int, _ load: MinuteLoad, _ count: MinuteCounts, published point: Double,
    memory: Double
  ) {
    self.init(
      minute: minute, offered: load.offered, served: load.served, errors: load.errors,
      cpuPercent: load.cpuPercent, publishedCPUPercent: point.isNaN ? nil : point,
      memoryPercent: memory.isNaN ? nil : memory,
      desired: Int(count.desired), running: Int(count.running), healthy: Int(count.healthy),
      latency: load.latency, inProgress: load.inProgress)
  }
}

/// The counts at the end of a minute.
package struct MinuteCounts: Sendable, Hashable, BitwiseCopyable {
  let desired: Int32
  let running: Int32
  let healthy: Int32

  package init(desired: Int, running: Int, healthy: Int) {
    self.desired = Int32(clamping: desired)
    self.running = Int32(clamping: running)
    self.healthy = Int32(clamping: healthy)
  }
}
