internal import Foundation

/// One task's queue with a bounded number of waiting places, at rest.
///
/// What is turned away and what stays idle keep work in balance: overflow = utilisation − 1 + idle.
/// Their ratio idle ÷ overflow falls by the same factor with each waiting place. Without any it is that
/// of a loss system; the factor is the one by which a queue without a bound has its mean wait. This is
/// exact for M/M/c/K (L. Kleinrock, "Queueing Systems" 1, 1975, section 3.6, for one server) and for
/// GI/M/c/c, whose loss is from L. Takács, "Introduction to the Theory of Queues" (1962), chapter 4.
struct BoundedQueue {
  /// Work that is turned away, for each second and server.
  let overflow: Double
  /// Mean wait in seconds of requests that are not turned away.
  let meanWait: Double

  /// - Parameters:
  ///   - places: requests that may wait.
  ///   - utilisation: offered, above 0.
  ///   - push: of the wait at that utilisation, from the `WaitCurve`.
  init(places: Int, utilisation: Double, push: Double, waiting: WaitingTime) {
    let loss = Self.lossWithoutPlaces(utilisation: utilisation, waiting: waiting)
    let unplaced = utilisation * loss
    guard unplaced > 0 else {
      (overflow, meanWait) = (max(0, utilisation - 1), 0)
      return
    }
    let service = waiting.serviceMean / Double(waiting.servers)
    let delayed =
      utilisation < 1 ? waiting.delayProbability(utilisation: utilisation) : 1
    let conditional = delayed > 0 ? push / delayed : 0
    // By how much the queue is less likely to hold one more.
    let factor =
      conditional > 0 ? max(1e-3, 1 - (1 - utilisation) * service / conditional) : 1e-3
    let count = Double(places)
    let surplus = utilisation - 1
    if surplus.magnitude < 1e-6 {
      overflow = 1 / (1 / unplaced + (conditional > 0 ? count * service / conditional : 0))
    } else {
      // idle ÷ overflow; its inverse, so that no power is too large, below a utilisation of 1.
      let ratio = (unplaced - surplus) / unplaced
      if surplus > 0 {
        overflow = surplus / (1 - ratio * pow(factor, -count))
      } else {
        let power = pow(factor, count)
        overflow = -surplus * power / (ratio - power)
      }
    }
    // Of all arrivals: those that find an idle server, in proportion to the idle time as without any
    // waiting places; and all others that are not turned away.
    let perIdle = (1 - loss) / max(1e-15, 1 - utilisation * (1 - loss))
    let accepted = 1 - min(1, overflow / utilisation)
    var waits = max(0, accepted - perIdle * (overflow - surplus))
    // Without a bound as many wait as the curve says.
    if surplus < 0 { waits *= min(1, delayed / (1 + perIdle * surplus)) }
    meanWait =
      accepted > 0
      ? waits / accepted * service * Self.meanPlace(places: count, factor: factor) : 0
  }

  /// How many services those wait for who wait: the mean of 1 to `places`, weighted with powers of
  /// `factor`.
  private static func meanPlace(places: Double, factor: Double) -> Double {
    guard places > 1 else { return places }
    guard (1 - factor).magnitude * places > 1e-4 else { return (places + 1) / 2 }
    // From the end that is more likely.
    let x = min(factor, 1 / factor)
    let power = pow(x, places)
    let mean = 1 / (1 - x) - places * power / (1 - power)
    return factor < 1 ? mean : places + 1 - mean
  }

  /// The share that a task without waiting places turns away: GI/M/c/c, with arrivals that are every
  /// n-th of a Poisson process.
  private static func lossWithoutPlaces(utilisation: Double, waiting: WaitingTime) -> Double {
    let tasks = 1 / waiting.arrivalVariability
    let servers = waiting.servers
    // Arrivals of the whole process in a mean service.
    let rate = tasks * utilisation * Double(servers)
    var product = 1.0
    var sum = 1.0
    for busy in 1...servers {
      // (1 − φ) ÷ φ of the transform φ of the gaps at `busy` services a second.
      let inverse = pow(1 + Double(busy) / rate, tasks)
      product *= (inverse - 1) * Double(servers - busy + 1) / Double(busy)
      sum += product
    }
    return 1 / sum
  }
}
