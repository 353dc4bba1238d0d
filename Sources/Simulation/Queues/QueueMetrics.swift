internal import Autoscaling

/// What CloudWatch has of a queue and its workers for one minute: the state at the minute's end, and
/// the messages that came in it.
package struct QueueMetrics: Sendable, Hashable {
  /// Messages that can be received.
  package var visible: Double
  /// Messages that have been received and not deleted.
  package var notVisible: Double
  /// Seconds since the oldest message was sent that is still there, without those that have become
  /// visible again after three receipts; `nil` for an empty queue.
  package var oldestAge: Double?
  package var sent: Double
  /// Tasks in RUNNING.
  package var runningTasks: Int

  package init(
    visible: Double, notVisible: Double, oldestAge: Double?, sent: Double, runningTasks: Int
  ) {
    self.visible = visible
    self.notVisible = notVisible
    self.oldestAge = oldestAge
    self.sent = sent
    self.runningTasks = runningTasks
  }

  /// Messages for each running task; all of them where none runs.
  package var backlogPerTask: Double { visible / Double(max(1, runningTasks)) }

  /// The point of a metric; `nil` where there is none.
  func value(of metric: ScalingMetric) -> Double? {
    switch metric {
    case .queueDepth: visible
    case .messagesInFlight: notVisible
    case .oldestMessageAge: oldestAge
    case .messagesSent: sent
    case .backlogPerTask: backlogPerTask
    default: nil
    }
  }
}

/// One minute of a queue: what came and went in it, and what is there at its end.
package struct QueueMinute: Sendable, Hashable, BitwiseCopyable {
  package let sent: Int64
  package let deleted: Int64
  package let visible: Int64
  package let notVisible: Int64
  /// Seconds, as of `QueueMetrics`; NaN for none.
  package let oldestAge: Double
}

/// What became of a queue's messages over a run.
package struct QueueOutcome: Sendable, Hashable {
  package var sent: Int64 = 0
  /// Deleted by the worker that received them last.
  package var deleted: Int64 = 0
  /// Receipts beyond a message's first.
  package var redeliveries: Int64 = 0
  /// Moved to the dead-letter queue.
  package var deadLettered: Int64 = 0
  /// Deleted by SQS at the end of their retention.
  package var expired: Int64 = 0
  /// Still there at the end, with no task to take them.
  package var left: Int64 = 0
  /// The greatest of all minutes' ends: messages that could be received, and seconds.
  package var mostVisible: Int64 = 0
  package var greatestAge: Double = 0
  package var minutes = RowLog<QueueMinute>()

  package init() {}

  /// Messages that no worker has deleted.
  package var undelivered: Int64 { deadLettered + expired + left }
}
