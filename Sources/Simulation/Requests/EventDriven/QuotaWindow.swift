internal import Units

/// How much a task's cores do over time: all they can, or up to a quota in each window.
///
/// Work is in server-seconds: what a server of the task's size does in a second. A task of 0.25 vCPU
/// has one core that is four times as fast, for a quarter of each window.
struct QuotaWindow {
  /// An instant, the number of its window, and the work done in that before it.
  struct Position {
    var time: Double
    var window = 0.0
    var used = 0.0
  }

  /// Seconds of a window; infinite without a quota.
  private let length: Double
  private let origin: Double
  /// Work that the task may do in a window, and a core in a second.
  private let quota: Double
  private let speed: Double

  init(_ configuration: ServiceConfiguration, start: Double) {
    origin = start
    if let period = configuration.quotaPeriod {
      length = period.inSeconds
      quota = length * Double(configuration.serversPerTask)
      speed = 1 / configuration.serverSpeed
    } else {
      length = .infinity
      quota = .infinity
      speed = 1
    }
  }

  /// Work done from `start` to `time` while `cores` are busy.
  func work(from start: Position, to time: Double, cores: Int) -> Double {
    let pace = speed * Double(cores)
    let end = end(of: start)
    guard time > end else { return min(left(start), pace * max(0, time - start.time)) }
    let (windows, rest) = wholeWindows(from: end, to: time)
    return work(toEndFrom: start, end: end, pace: pace)
      + windows * min(quota, pace * length) + min(quota, pace * rest)
  }

  /// What `start` becomes at `time`.
  func position(from start: Position, at time: Double, cores: Int) -> Position {
    let pace = speed * Double(cores)
    let end = end(of: start)
    guard time >= end else {
      return Position(
        time: time, window: start.window,
        used: start.used + work(from: start, to: time, cores: cores))
    }
    let (windows, rest) = wholeWindows(from: end, to: time)
    return Position(
      time: time, window: start.window + 1 + windows, used: min(quota, pace * rest))
  }

  /// When `work` more than at `start` will have been done.
  func time(ofWork work: Double, from start: Position, cores: Int) -> Double {
    let pace = speed * Double(cores)
    let end = end(of: start)
    let first = self.work(toEndFrom: start, end: end, pace: pace)
    guard work > first else { return start.time + work / pace }
    let each = min(quota, pace * length)
    let windows = ((work - first) / each).rounded(.up) - 1
    return end + windows * length + (work - first - windows * each) / pace
  }

  private func left(_ position: Position) -> Double { max(0, quota - position.used) }

  private func work(toEndFrom start: Position, end: Double, pace: Double) -> Double {
    min(left(start), pace * max(0, end - start.time))
  }

  private func end(of position: Position) -> Double {
    length.isFinite ? origin + (position.window + 1) * length : .infinity
  }

  private func wholeWindows(from end: Double, to time: Double) -> (count: Double, rest: Double) {
    let count = ((time - end) / length).rounded(.down)
    return (count, max(0, time - end - count * length))
  }
}
