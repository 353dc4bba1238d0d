/// A message from its sending until it is deleted or lost.
struct QueuedMessage: BitwiseCopyable {
  enum Status: UInt8 {
    case visible
    case inFlight
    case gone
  }

  /// Seconds since the start of the period, and the minute that this is in.
  let sent: Double
  let minute: Int
  /// Server-seconds and seconds that each working on it takes.
  let service: Double
  let wait: Double
  /// Tells it from others that have had its place.
  let serial: Int
  var status = Status.visible
  /// Times that it has been received.
  var receipts = 0
  /// Became visible again after three receipts, and went to the end of the queue.
  var isPutBack = false
}

/// A message by its place, which others may have had since.
struct MessageReference: BitwiseCopyable {
  let place: Int
  let serial: Int
}

/// One receipt of a message: what a receipt handle stands for.
struct MessageReceipt: BitwiseCopyable {
  let message: MessageReference
  /// Of that message, from 1.
  let number: Int
}

/// The messages that are not gone, each at a place that is reused after it.
struct QueuedMessages {
  private var entries: [QueuedMessage] = []
  private var vacant: [Int] = []
  private var serials = 0

  subscript(place: Int) -> QueuedMessage {
    get { entries[place] }
    set { entries[place] = newValue }
  }

  mutating func add(
    sent: Double, minute: Int, service: Double, wait: Double
  ) -> MessageReference {
    serials += 1
    let message = QueuedMessage(
      sent: sent, minute: minute, service: service, wait: wait, serial: serials)
    guard let place = vacant.popLast() else {
      entries.append(message)
      return MessageReference(place: entries.count - 1, serial: serials)
    }
    entries[place] = message
    return MessageReference(place: place, serial: serials)
  }

  /// Marks it as gone and frees its place.
  mutating func remove(_ place: Int) {
    entries[place].status = .gone
    vacant.append(place)
  }

  /// The message, unless it is gone.
  func find(_ reference: MessageReference) -> QueuedMessage? {
    let message = entries[reference.place]
    return message.serial == reference.serial && message.status != .gone ? message : nil
  }

  /// The message, where it is in flight under that very receipt.
  func find(_ receipt: MessageReceipt) -> QueuedMessage? {
    find(receipt.message).flatMap { $0.receipts == receipt.number ? $0 : nil }
  }
}

/// The receipts that workers hold, each at a place that is reused after it.
struct HeldReceipts {
  private var entries: [MessageReceipt] = []
  private var vacant: [Int] = []

  /// - Returns: its place.
  mutating func add(_ receipt: MessageReceipt) -> Int {
    guard let place = vacant.popLast() else {
      entries.append(receipt)
      return entries.count - 1
    }
    entries[place] = receipt
    return place
  }

  mutating func take(_ place: Int) -> MessageReceipt {
    vacant.append(place)
    return entries[place]
  }
}
