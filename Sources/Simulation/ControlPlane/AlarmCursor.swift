internal import Autoscaling
internal import Units

/// The state of an alarm, and what an evaluation needs when no point is missing: numbers only, so that
/// a month of minutes counts no references, and for each of the newest points one bit.
struct AlarmCursor: BitwiseCopyable {
  let series: MetricSeries
  /// Whether a compared point is a point of the metric, rather than several put together, and all
  /// of them have a bit.
  let isDirect: Bool
  let evaluationPeriods: Int
  private let datapointsToAlarm: Int
  /// Whether every point has to breach: then none is counted.
  private let needsAll: Bool
  /// A point breaches from `lower` on, or up to `upper`; one of them is infinite.
  let lower: Double
  let upper: Double
  /// Nanoseconds: of one point, and from one evaluation to the next.
  let unit: Int64
  let interval: Int64
  /// Points are seen that ended so many nanoseconds before an evaluation.
  let delay: Int64
  /// The policy that the alarm invokes, and whether it has to be in ALARM before any other policy
  /// may scale in.
  let policy: Int
  let isVote: Bool
  /// Nanoseconds from one action to the next while the alarm stays in ALARM, and the instant from
  /// which on the next one may come.
  let actionInterval: Int64
  private var nextAction = Int64.min
  /// The alarm's state in two bits; it has none with insufficient data.
  private(set) var isAlarm = false
  private(set) var hasState = false
  var state: AlarmState { hasState ? (isAlarm ? .alarm : .ok) : .insufficientData }
  /// The capacity that the policy has been asked about, and its standing answer there.
  private var askedFor = Capacity(running: -1, desired: 0, fewest: 0, most: 0)
  private(set) var answer: StandingAnswer?
  private var leastAnswered = Double.nan

  struct Capacity: BitwiseCopyable, Equatable {
    let running: Int
    let desired: Int
    let fewest: Int
    let most: Int
  }

  /// Points that have been looked at, and for the newest 64 of them, the newest in the lowest bit,
  /// whether they breach, whether they are missing and whether the standing answer is for them.
  private var seen = 0
  private var bits = Bits()
  private var next = Bits()
  private let range: UInt64
  private let isFine: Bool

  private struct Bits: BitwiseCopyable {
    var breaches: UInt64 = 0
    var gaps = UInt64.max
    var answered: UInt64 = 0
  }

  init(
    _ alarm: Alarm, metrics: MetricPublication, actionInterval: SimDuration, isVote: Bool
  ) {
    let configured = alarm.configuration
    policy = alarm.policy
    self.actionInterval = actionInterval.nanoseconds
    self.isVote = isVote
    isFine = configured.metric.isHighResolution
    let periods = configured.evaluationPeriods
    range = periods < 64 ? 1 << UInt64(periods) - 1 : .max
    series = MetricSeries(configured.identity)
    // What metric math makes is computed at each evaluation.
    isDirect =
      configured.math == nil && configured.period == configured.metric.period && periods <= 64
    evaluationPeriods = configured.evaluationPeriods
    datapointsToAlarm = configured.datapointsToAlarm
    needsAll = datapointsToAlarm == evaluationPeriods
    let limit = configured.nearestBreach
    (lower, upper) = configured.comparison.isHigh ? (limit, -.infinity) : (.infinity, limit)
    unit = configured.metric.period.nanoseconds
    interval = configured.evaluationInterval.nanoseconds
    let horizon = alarm.horizon(at: .start, lag: metrics.lag(of: configured))
    delay = -horizon.nanoseconds
    note(alarm.initialState)
  }

  /// Whether the policy's standing answer is known for a capacity.
  @inline(__always)
  func isKnown(for capacity: Capacity) -> Bool { askedFor == capacity }

  /// Keeps the standing answer for a capacity, and looks back for which points it is.
  mutating func note(
    _ answer: StandingAnswer?, for capacity: Capacity, in history: borrowing MetricHistory
  ) {
    self.answer = answer
    askedFor = capacity
    leastAnswered = answer?.least ?? .nan
    bits.answered = 0
    for index in seen - 64..<seen {
      let value = history.number(of: series, index: index)
      bits.answered = bits.answered << 1 | (value >= leastAnswered ? 1 : 0)
    }
  }

  /// Whether the standing answer is one for all points that the last evaluation has compared.
  @inline(__always)
  var isAnswered: Bool { bits.answered & range == range }

  mutating func note(_ state: AlarmState) {
    isAlarm = state == .alarm
    hasState = state != .insufficientData
    nextAction = .min
  }

  /// When the next action may come, in nanoseconds after `time`.
  func nextAction(after time: SimTime) -> Int64 {
    nextAction > time.nanoseconds ? nextAction - time.nanoseconds : .min
  }

  mutating func resume(_ standing: AlarmBank.Standing) {
    note(standing.state)
    nextAction = standing.nextAction
  }

  /// Looks at the points from before the start.
  mutating func lookBack(in history: borrowing MetricHistory) {
    for index in -64..<0 { bits = bits(after: history.number(of: series, index: index)) }
  }

  /// Whether an evaluation at `time` that finds the alarm in ALARM invokes the policy: actions come
  /// with the change of state and are repeated once every action interval.
  @inline(__always)
  mutating func acts(at time: Int64) -> Bool {
    guard time >= nextAction else { return false }
    nextAction = time + actionInterval
    return true
  }

  /// How many of the points that the alarm compares at `time` breach; `nil` where one is missing.
  ///
  /// Looks at those points only that have come since the last call.
  @inline(__always)
  mutating func breaching(in history: borrowing MetricHistory, at time: Int64) -> Int? {
    let horizon = time - delay
    guard isDirect, horizon >= 0 else { return nil }
    while Int64(seen + 1) * unit <= horizon {
      let count = isFine ? history.fineCPU.count : history.cpu.count
      guard seen < count else { return nil }
      bits = bits(after: history.number(of: series, index: seen))
      seen += 1
    }
    return bits.gaps & range == 0 ? (bits.breaches & range).nonzeroBitCount : nil
  }

  /// NaN, a missing point, breaches nothing.
  @inline(__always)
  private func bits(after value: Double) -> Bits {
    Bits(
      breaches: bits.breaches << 1 | (value >= lower || value <= upper ? 1 : 0),
      gaps: bits.gaps << 1 | (value.isNaN ? 1 : 0),
      answered: bits.answered << 1 | (value >= leastAnswered ? 1 : 0))
  }

  /// Whether so many breaching points among those compared raise the alarm.
  @inline(__always)
  func isRaised(by breaching: Int) -> Bool { breaching >= datapointsToAlarm }

  /// Whether every minute brings one evaluation with one new point.
  var isPerMinute: Bool { isDirect && interval == 60_000_000_000 && unit == interval }

  /// Whether an evaluation at `time` would leave the alarm in the state it has, and the policy with
  /// its standing answer where that is ALARM.
  ///
  /// It has to see exactly one new point and miss none; what it would see is kept for `acceptNext`.
  @inline(__always)
  mutating func looksAhead(in history: borrowing MetricHistory, at time: Int64) -> Bool {
    let horizon = time - delay
    let first = Int64(seen + 1) * unit
    guard hasState, first <= horizon, first + unit > horizon, seen < history.cpu.count else {
      return false
    }
    next = bits(after: history.number(of: series, index: seen))
    guard next.gaps & range == 0 else { return false }
    let hits = next.breaches & range
    let breaching = needsAll ? hits == range : isRaised(by: hits.nonzeroBitCount)
    return breaching == isAlarm && (!isAlarm || next.answered & range == range)
  }

  /// Sees the point that the alarm has looked ahead at.
  @inline(__always)
  mutating func acceptNext() {
    bits = next
    seen += 1
  }

  /// The points that an evaluation at `time` compares, those before the start from −1 downwards;
  /// `nil` where it compares no single points.
  @inline(__always)
  func points(at time: Int64) -> Range<Int>? {
    let horizon = time - delay
    guard isDirect, horizon >= 0 else { return nil }
    let end = Int(horizon / unit)
    return end - evaluationPeriods..<end
  }
}
