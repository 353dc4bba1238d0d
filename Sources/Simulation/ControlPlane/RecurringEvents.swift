/// When each of the things is due next that come again and again: windows, minutes, evaluations.
///
/// A handful of them make up nearly all events of a run, and they take turns. They stand beside the
/// event queue in slots of a fixed order, where finding the next one costs a few comparisons and no
/// heap. At one instant a lower slot comes first: what ends is closed before the alarms look.
struct RecurringEvents: ~Copyable {
  static let metricWindow = 0
  static let fineWindow = 1
  static let minute = 2
  static let autoscaler = 3
  static let trigger = 4
  /// The slot of the first alarm; the others follow.
  static let alarms = 5
  private static let never = Int64.max

  /// Nanoseconds since the start, by slot.
  private var times: FixedBuffer<Int64>
  /// The slot that is due first, and when.
  private(set) var first = 0
  private(set) var firstNanoseconds = never

  init(alarmCount: Int) {
    times = FixedBuffer(Array(repeating: Self.never, count: Self.alarms + alarmCount))
  }

  /// Whether what is due first closes something, so that it comes before all else at its instant.
  var closes: Bool { first <= Self.minute }

  @inline(__always)
  mutating func set(_ slot: Int, to time: Int64) {
    times[slot] = time
    findFirst()
  }

  @inline(__always)
  func time(ofSlot slot: Int) -> Int64 { times[slot] }

  /// Moves everything that is still to come by so many nanoseconds: the order stays.
  @inline(__always)
  mutating func shift(by interval: Int64) {
    for slot in times.indices where times[slot] != Self.never { times[slot] += interval }
    firstNanoseconds += interval
  }

  /// Nothing more comes in this slot.
  mutating func stop(_ slot: Int) { set(slot, to: Self.never) }

  @inline(__always)
  private mutating func findFirst() {
    var slot = 0
    var least = times[0]
    for index in 1..<times.count {
      let time = times[index]
      let isEarlier = time < least
      slot = isEarlier ? index : slot
      least = isEarlier ? time : least
    }
    first = slot
    firstNanoseconds = least
  }
}
