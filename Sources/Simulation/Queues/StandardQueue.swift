internal import DequeModule
internal import Units

/// An SQS standard queue: its messages, their receipts, and what has become of those that are gone.
struct StandardQueue: ~Copyable {
  /// A message in the hands of a worker.
  struct Received: BitwiseCopyable {
    let receipt: MessageReceipt
    let service: Double
    let wait: Double
  }

  private let visibility: Double
  private let retention: Double
  private let maxReceiveCount: Int

  private var messages = QueuedMessages()
  /// Messages that can be received; some of them have gone since.
  private var visible = Deque<MessageReference>()
  private(set) var visibleCount = 0
  /// When receipts end, in that order, and all messages in the order of their sending; some of both
  /// have gone since.
  private var timeouts = Deque<(due: Double, receipt: MessageReceipt)>()
  private var inOrder = Deque<MessageReference>()
  /// Messages that are not gone.
  private var open = CountOverTime()

  private(set) var minutes = RequestMinutes()
  private(set) var outcome = QueueOutcome()
  /// Of the outcome, and message-seconds, when the minute began.
  private var noted: (sent: Int64, deleted: Int64, seconds: Double) = (0, 0, 0)

  init(_ queue: MessageQueue) {
    visibility = queue.visibilityTimeout.inSeconds
    retention = queue.retention.inSeconds
    maxReceiveCount = queue.maxReceiveCount ?? .max
  }

  // MARK: Senders and workers

  mutating func send(service: Double, wait: Double, at time: Double) {
    outcome.sent += 1
    minutes.arrive(1)
    minutes.addInFlight()
    open.change(by: 1, at: time)
    let reference = messages.add(
      sent: time, minute: minutes.current, service: service, wait: wait)
    inOrder.append(reference)
    visible.append(reference)
    visibleCount += 1
  }

  /// The next message; `nil` where none can be received.
  ///
  /// Messages that have been received too often go to the dead-letter queue in place of one receipt
  /// more.
  mutating func receive(at time: Double) -> Received? {
    while let reference = visible.popFirst() {
      guard var message = messages.find(reference) else { continue }
      if message.receipts >= maxReceiveCount {
        outcome.deadLettered += 1
        lose(reference, at: time)
        continue
      }
      if message.receipts > 0 { outcome.redeliveries += 1 }
      message.receipts += 1
      message.status = .inFlight
      messages[reference.place] = message
      visibleCount -= 1
      let receipt = MessageReceipt(message: reference, number: message.receipts)
      timeouts.append((due: time + visibility, receipt: receipt))
      return Received(receipt: receipt, service: message.service, wait: message.wait)
    }
    return nil
  }

  /// A worker is done with a message, which goes unless it has been received again since: only the
  /// newest receipt handle is sure to delete it (SQS, `DeleteMessage`).
  mutating func delete(_ receipt: MessageReceipt, at time: Double) {
    guard messages.find(receipt) != nil else { return }
    outcome.deleted += 1
    resolve(receipt.message, .served, at: time)
  }

  // MARK: Time

  /// When something happens by itself: a receipt or a retention ends; infinite for never.
  ///
  /// - Complexity: O(1), amortised over messages.
  mutating func nextDue() -> Double {
    while let first = timeouts.first, messages.find(first.receipt) == nil { timeouts.removeFirst() }
    dropGone()
    return min(timeouts.first?.due ?? .infinity, nextExpiry)
  }

  /// Passes what happens at `time`, the instant of `nextDue`.
  mutating func passDue(at time: Double) {
    if let first = timeouts.first, first.due <= time { return endReceipt(at: time) }
    guard let reference = inOrder.popFirst() else { return }
    outcome.expired += 1
    lose(reference, at: time)
  }

  private var nextExpiry: Double {
    inOrder.first.map { messages[$0.place].sent + retention } ?? .infinity
  }

  /// The message is visible again: before the others, or behind all where it has been received three
  /// times (SQS developer guide, `ApproximateAgeOfOldestMessage`).
  private mutating func endReceipt(at time: Double) {
    guard let (_, receipt) = timeouts.popFirst(), var message = messages.find(receipt) else {
      return
    }
    message.status = .visible
    message.isPutBack = message.receipts >= 3
    messages[receipt.message.place] = message
    if message.isPutBack {
      visible.append(receipt.message)
    } else {
      visible.prepend(receipt.message)
    }
    visibleCount += 1
  }

  /// The run is over, and nobody takes what is there.
  mutating func finish(at time: Double) {
    while let reference = inOrder.popFirst() {
      guard messages.find(reference) != nil else { continue }
      outcome.left += 1
      lose(reference, at: time)
    }
  }

  /// The message goes without having been worked on to its end.
  private mutating func lose(_ reference: MessageReference, at time: Double) {
    resolve(reference, .undelivered, at: time)
  }

  private mutating func resolve(
    _ reference: MessageReference, _ outcome: RequestOutcome, at time: Double
  ) {
    let message = messages[reference.place]
    if message.status == .visible { visibleCount -= 1 }
    messages.remove(reference.place)
    open.change(by: -1, at: time)
    minutes.end(outcome, in: message.minute, latency: time - message.sent, network: 0)
    minutes.removeInFlight(from: message.minute)
  }

  private mutating func dropGone() {
    while let first = inOrder.first, messages.find(first) == nil { inOrder.removeFirst() }
  }
}

// MARK: - What is counted

extension StandardQueue {
  /// Messages that are not gone, and the last instant at which that changed.
  var count: Int { open.count }
  var lastChange: Double { open.since }
  /// The same integrated over time from the start.
  func messageSeconds(until time: Double) -> Double { open.seconds(until: time) }

  /// Seconds since the oldest message was sent; without those that were put back.
  ///
  /// - Complexity: O(1), and as many steps more as there are messages before it that were put back.
  mutating func oldestAge(at time: Double) -> Double? {
    dropGone()
    for reference in inOrder {
      if let message = messages.find(reference), !message.isPutBack { return time - message.sent }
    }
    return nil
  }

  /// Ends the minute at `time` and keeps a row of it.
  ///
  /// - Parameter cpuPercent: of the workers.
  mutating func closeMinute(cpuPercent: Double?, at time: Double) {
    let seconds = messageSeconds(until: time)
    minutes.close(inProgress: (seconds - noted.seconds) / 60, cpuPercent: cpuPercent)
    let age = oldestAge(at: time)
    outcome.mostVisible = max(outcome.mostVisible, Int64(visibleCount))
    outcome.greatestAge = max(outcome.greatestAge, age ?? 0)
    outcome.minutes.append(
      QueueMinute(
        sent: outcome.sent - noted.sent, deleted: outcome.deleted - noted.deleted,
        visible: Int64(visibleCount), notVisible: Int64(count - visibleCount),
        oldestAge: age ?? .nan))
    noted = (outcome.sent, outcome.deleted, seconds)
  }

  /// Leaves the messages of minutes that are complete out of latencies from now on.
  mutating func endWarmUp() { minutes.endWarmUp() }
}
