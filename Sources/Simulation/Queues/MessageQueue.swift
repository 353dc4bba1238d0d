package import Units
package import Workload

/// The queue that a service of workers takes its messages from: an SQS standard queue.
///
/// Names and defaults are those of `aws_sqs_queue`.
package struct MessageQueue: Sendable, Hashable {
  /// Where messages come from.
  package enum Source: Sendable, Hashable {
    /// So many for each request of the scenario's load; not negative.
    case perRequest(Double)
    /// So many in 730 hours, spread evenly over time; not negative.
    case perMonth(Double)
    /// A load trace of its own, whose counts are messages.
    case trace(path: String, scale: Decimal12, gaps: GapRule)
  }

  package var source: Source
  /// From a message's receipt until it is visible again, unless it has been deleted.
  package var visibilityTimeout = SimDuration.seconds(30)
  /// Receipts after which a message goes to the dead-letter queue in place of one more; `nil` for no
  /// such queue.
  package var maxReceiveCount: Int?
  /// From a message's sending until SQS deletes it, whatever has become of it.
  package var retention = SimDuration.hours(4 * 24)
  /// Messages that a task works on at once; `nil` for one for each vCPU, at least one.
  package var concurrency: Int?

  package init(source: Source) { self.source = source }

  /// Messages that one task of the service works on at once.
  package func concurrency(of service: ServiceConfiguration) -> Int {
    concurrency ?? service.serversPerTask
  }
}

extension MessageQueue.Source {
  private static let secondsPerMonth = 730.0 * 3600

  /// The expected messages of a period, and the factor on them.
  ///
  /// - Parameters:
  ///   - load: the scenario's requests.
  ///   - trace: the messages of a trace of their own; needed where the source is one.
  package func messages(
    load: RateProfile, trace: RateProfile?
  ) -> (profile: RateProfile, factor: Double)? {
    switch self {
    case .perRequest(let count): return (load, count)
    case .perMonth(let count):
      let each = count * Double(load.step) / Self.secondsPerMonth
      let steady = [Double](repeating: each, count: load.expected.count)
      return (RateProfile(step: load.step, expected: steady), 1)
    case .trace: return trace.map { ($0, 1) }
    }
  }
}
