internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// When things happen to one service, and what time it is.
///
/// The control plane alone schedules; components ask for it by returning actions.
struct Timetable: ~Copyable {
  let calendar: LedgerCalendar
  /// When the run ends.
  let end: SimTime
  private(set) var now = SimTime.start
  private var queue = EventQueue<ControlEvent>()
  private var recurring: RecurringEvents
  /// For the delays of AWS's own services.
  private var delays: RandomStream

  /// What is due next.
  enum Due {
    /// A slot of `RecurringEvents`.
    case recurring(Int)
    case event(ControlEvent)
    case nothing
  }

  init(calendar: LedgerCalendar, alarmCount: Int, key: RunKey) {
    self.calendar = calendar
    end = SimTime.start + calendar.period.duration
    recurring = RecurringEvents(alarmCount: alarmCount)
    delays = key.stream("scaling delays")
  }

  /// Now in UTC, in whole seconds.
  var clockTime: UTCTime {
    calendar.period.start.advanced(bySeconds: now.nanoseconds.floorDivided(by: 1_000_000_000))
  }

  // MARK: Once

  mutating func schedule(_ event: ControlEvent, at time: SimTime) {
    queue.schedule(event, at: time, order: event.order)
  }

  /// After a time that is uniform between the bounds.
  mutating func schedule(_ event: ControlEvent, after range: ClosedRange<SimDuration>) {
    let low = range.lowerBound
    let width = (range.upperBound - low).inSeconds
    schedule(event, at: now + low + SimDuration(seconds: delays.uniform() * width))
  }

  // MARK: Again and again

  /// - Parameter time: nanoseconds since the start.
  @inline(__always)
  mutating func `repeat`(_ slot: Int, at time: Int64) { recurring.set(slot, to: time) }

  @inline(__always)
  mutating func repeatAlarm(_ index: Int, at time: Int64) {
    recurring.set(RecurringEvents.alarms + index, to: time)
  }

  mutating func stop(_ slot: Int) { recurring.stop(slot) }
  mutating func stopAlarm(_ index: Int) { recurring.stop(RecurringEvents.alarms + index) }

  // MARK: Passing time

  /// When the next event is due, in nanoseconds since the start.
  var nextNanoseconds: Int64 {
    mutating get { min(recurring.firstNanoseconds, queue.firstNanoseconds) }
  }

  /// Moves to what is due next.
  @inline(__always)
  mutating func next() -> Due {
    let time = recurring.firstNanoseconds
    let queued = queue.firstNanoseconds
    if time < queued || (time == queued && recurring.closes) {
      now = SimTime(nanoseconds: time)
      return .recurring(recurring.first)
    }
    guard let (time, event) = queue.popNext() else { return .nothing }
    now = time
    return .event(event)
  }

  /// When the first event is due that comes once.
  @inline(__always)
  var firstQueued: Int64 { mutating get { queue.firstNanoseconds } }

  @inline(__always)
  func evaluation(ofAlarm index: Int) -> Int64 {
    recurring.time(ofSlot: RecurringEvents.alarms + index)
  }

  /// Passes minutes in which nothing is due that comes once.
  @inline(__always)
  mutating func pass(until time: SimTime) { now = time }

  /// Moves everything that comes again by so many nanoseconds.
  mutating func shiftRecurring(by interval: Int64) { recurring.shift(by: interval) }
}
