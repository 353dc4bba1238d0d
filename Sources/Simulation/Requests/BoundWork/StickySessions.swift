internal import HeapModule
internal import Kernel
internal import Units
internal import Workload

/// Which session a request belongs to; not valid any more once the session has ended.
struct SessionID: BitwiseCopyable {
  let place: Int32
  let serial: Int32

  static let none = SessionID(place: -1, serial: 0)
}

/// A task in its slot, as a cookie names it: slots are used again, tasks are not.
struct TargetPin: BitwiseCopyable {
  let slot: Int
  let task: TaskID
}

/// The sessions that live, and the targets that their cookies name.
///
/// Which session a request belongs to depends on its number and instant alone, so that two policies
/// meet the same sessions. Memory follows the sessions that live at one time.
struct StickySessions {
  private struct Session: BitwiseCopyable {
    var serial: Int32
    /// Where it stands in `live`.
    var order: Int32
    var target: TargetPin?
    /// When the cookie is no longer valid.
    var expiry: Double
  }

  private struct SessionEnd: BitwiseCopyable, Comparable {
    let due: Double
    let place: Int32

    static func < (a: Self, b: Self) -> Bool { (a.due, a.place) < (b.due, b.place) }
    static func == (a: Self, b: Self) -> Bool { (a.due, a.place) == (b.due, b.place) }
  }

  private var sessions: [Session] = []
  private var vacant: [Int32] = []
  /// Places of the sessions that live, in no order.
  private var live: [Int32] = []
  private var ends = Heap<SessionEnd>()
  private var serials: Int32 = 0
  private var draws: RandomStream
  private let newShare: Double
  private let meanSeconds: Double
  private let cookieSeconds: Double

  /// `nil` for a service without stickiness.
  ///
  /// The period begins with as many sessions, without a cookie yet, as the load of the profile's
  /// first step has in a steady state: a Poisson number of mean `newShare × rate × meanSeconds`.
  ///
  /// - Complexity: O(sessions at the start).
  init?(
    _ configuration: ServiceConfiguration, profile: RateProfile, seed: UInt64, replication: UInt64
  ) {
    guard let stickiness = configuration.stickiness else { return nil }
    newShare = stickiness.newShare
    meanSeconds = stickiness.meanSeconds
    cookieSeconds = stickiness.cookieDuration.inSeconds
    draws = RandomStream(
      seed: seed, replication: replication, component: "sessions", entity: configuration.name)
    let rate = profile.firstRate * configuration.share
    for _ in 0..<draws.poisson(mean: newShare * rate * meanSeconds) { _ = begin(at: 0) }
  }

  /// The session of the trace's next request, which comes at `now`.
  ///
  /// - Complexity: O(log sessions).
  mutating func next(at now: Double) -> SessionID {
    while let first = ends.min, first.due <= now {
      ends.removeMin()
      end(first.place)
    }
    if draws.uniform() < newShare || live.isEmpty { return begin(at: now) }
    let place = live[Int(draws.uniform() * Double(live.count))]
    return SessionID(place: place, serial: sessions[Int(place)].serial)
  }

  /// The target that a session's cookie names; `nil` where it has none that is valid.
  func target(of id: SessionID, at now: Double) -> TargetPin? {
    guard isLive(id) else { return nil }
    let session = sessions[Int(id.place)]
    return now < session.expiry ? session.target : nil
  }

  /// The load balancer answers a request of the session with a cookie.
  mutating func bind(_ id: SessionID, to target: TargetPin, at now: Double) {
    guard isLive(id) else { return }
    sessions[Int(id.place)].target = target
    sessions[Int(id.place)].expiry = now + cookieSeconds
  }

  private func isLive(_ id: SessionID) -> Bool {
    id.place >= 0 && sessions[Int(id.place)].serial == id.serial
  }

  private mutating func begin(at now: Double) -> SessionID {
    serials &+= 1
    let session = Session(
      serial: serials, order: Int32(live.count), target: nil, expiry: -.infinity)
    let place: Int32
    if let free = vacant.popLast() {
      place = free
      sessions[Int(place)] = session
    } else {
      place = Int32(sessions.count)
      sessions.append(session)
    }
    live.append(place)
    ends.insert(SessionEnd(due: now + meanSeconds * draws.exponential(), place: place))
    return SessionID(place: place, serial: serials)
  }

  private mutating func end(_ place: Int32) {
    let order = Int(sessions[Int(place)].order)
    live.swapAt(order, live.count - 1)
    live.removeLast()
    if order < live.count { sessions[Int(live[order])].order = Int32(order) }
    sessions[Int(place)].serial = 0
    vacant.append(place)
  }
}

extension RateProfile {
  /// Requests a second of the whole load in the first step; zero without steps.
  var firstRate: Double { (expected.first ?? 0) / Double(step) }
}

extension RandomStream {
  /// A Poisson variate, as the arrivals in a time of length `mean` at rate 1.
  ///
  /// - Complexity: O(mean).
  mutating func poisson(mean: Double) -> Int {
    var count = 0
    var time = exponential()
    while time < mean {
      count += 1
      time += exponential()
    }
    return count
  }
}
