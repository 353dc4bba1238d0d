internal import Foundation
internal import Kernel

/// How long requests are open at the load balancer on average, where somebody gives up at last.
///
/// The part of a wait that is not common to all is taken as exponential, service and non-CPU time as
/// what they are: the mean of min(wait + rest, limit) is taken over slices of the former, and for each
/// read from a table of the mean of min(rest, x).
struct OpenTime: Sendable {
  private static let pointsPerOctave = 4
  /// From 1/256 to 256 mean times.
  private static let octaves = 16
  /// Means of equally likely slices of an exponential time with a mean of 1.
  private static let slices: [Double] = {
    let count = 16
    func above(_ place: Int) -> Double {
      guard place < count else { return 0 }
      let end = -log(1 - Double(place) / Double(count))
      return (end + 1) * exp(-end)
    }
    return (0..<count).map { Double(count) * (above($0) - above($0 + 1)) }
  }()

  /// Seconds after which somebody gives up.
  let limit: Double
  /// Seconds of service and non-CPU time of requests that do not wait.
  let rest: Double
  private let mean: Double
  /// Mean of min(service + non-CPU time, x) in seconds, at x that grow by a fixed factor.
  private let capped: [Double]

  init(service: Variate, wait: Variate, limit: Double) {
    self.limit = limit
    let mean = service.mean + wait.mean
    self.mean = mean
    // The longer one as it is, the other by nodes.
    let (long, short) = service.mean > wait.mean ? (service, wait) : (wait, service)
    let nodes = short.nodes
    func cap(_ x: Double) -> Double {
      max(0, mean - nodes.reduce(0) { $0 + $1.weight * long.excess(over: x - $1.value) })
    }
    capped = (0...Self.octaves * Self.pointsPerOctave).map { cap(mean * Self.multiple($0)) }
    rest = min(limit, cap(limit))
  }

  private static func multiple(_ place: Int) -> Double {
    exp2(Double(place) / Double(pointsPerOctave) - Double(octaves / 2))
  }

  /// Seconds that requests are open which meet a mean wait, of which `backlog` is the same for all.
  func seconds(wait: Double, backlog: Double) -> Double {
    let room = limit - backlog
    guard room > 0 else { return limit }
    let own = wait - backlog
    guard own > 0 else { return backlog + rest(upTo: room) }
    var sum = 0.0
    for slice in Self.slices {
      let wait = min(slice * own, room)
      sum += wait + rest(upTo: room - wait)
    }
    return backlog + sum / Double(Self.slices.count)
  }

  /// Mean of min(service + non-CPU time, `x`), linear between points of the table.
  private func rest(upTo x: Double) -> Double {
    guard x > 0, mean > 0 else { return 0 }
    let place = (log2(x / mean) + Double(Self.octaves / 2)) * Double(Self.pointsPerOctave)
    // Nearly nothing is as short as that, or as long.
    if place <= 0 { return min(x, capped[0]) }
    if place >= Double(capped.count - 1) { return capped[capped.count - 1] }
    let index = Int(place)
    let low = mean * Self.multiple(index)
    let high = mean * Self.multiple(index + 1)
    return capped[index] + (capped[index + 1] - capped[index]) * (x - low) / (high - low)
  }
}
