package import Units

/// How the work of requests goes through the tasks of a service; `RequestPlane` does the rest.
///
/// Slots stand for tasks: small numbers, used again after a task is gone. Times are in seconds since
/// the start of the period.
package protocol RequestEngine: ~Copyable {
  init(_ configuration: ServiceConfiguration)

  /// A task with nothing to do is in the slot.
  mutating func start(_ slot: Int, at now: Double)

  /// The slot's task is gone, and what it had in flight with it.
  ///
  /// - Returns: server-seconds of work that will never be done.
  mutating func stop(_ slot: Int, front: inout RequestFront) -> Double

  /// Serves what arrives before `end`, and counts it with the front.
  mutating func serve(before end: Double, front: inout RequestFront)

  /// Works off what is in flight, without new requests.
  mutating func finish(front: inout RequestFront)

  /// Whether each request in flight is to be known: before a task is stopped without draining.
  mutating func watchRequests(_ isWatching: Bool)

  /// The slot's task gets no requests any more, and `delay` seconds later the load balancer cuts the
  /// connections that it still has.
  mutating func drain(_ slot: Int, at now: Double, delay: Double)

  /// Server-seconds of work that tasks still have to do.
  func backlog(at now: Double) -> Double

  /// The same of the slot's task.
  func backlog(of slot: Int, at now: Double) -> Double

  /// When a health check that comes now will have been answered.
  func answerTime(ofCheckIn slot: Int, front: borrowing RequestFront) -> Double

  /// When the last request in flight in the slot will have been answered; not before now.
  func idleTime(of slot: Int, front: borrowing RequestFront) -> SimTime

  /// Ends the present minute.
  ///
  /// - Returns: requests in progress, the mean over the minute.
  mutating func closeMinute(front: borrowing RequestFront) -> Double

  /// Seconds for which requests have been open at the load balancer, as far as the engine knows
  /// now: what metrics of requests in progress come from.
  func openSeconds(front: borrowing RequestFront) -> Double

  /// Requests in progress, integrated over time from the start; counted from arrivals and answers
  /// instead of latencies.
  func requestSeconds(at now: Double) -> Double

  /// Long-lived connections that are open in the slot.
  func connections(of slot: Int) -> Int

  /// How work stays with tasks; `nil` for a service in which it does not.
  func boundWork(front: borrowing RequestFront) -> BoundWork?
}

extension RequestEngine where Self: ~Copyable {
  package mutating func finish(front: inout RequestFront) {}
  package mutating func watchRequests(_ isWatching: Bool) {}
  package mutating func drain(_ slot: Int, at now: Double, delay: Double) {}
  package func connections(of slot: Int) -> Int { 0 }
  package func boundWork(front: borrowing RequestFront) -> BoundWork? { nil }
}
