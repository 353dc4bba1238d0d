package import Units

/// A target group's stickiness, of the type `lb_cookie` or `app_cookie`, and the sessions that it binds to targets.
///
/// Sessions begin with a share of 1 over `requestsPerSession` of the trace's requests; each other
/// request belongs to one of the sessions that live, drawn evenly. A session lives for an exponential
/// time. With a steady load its number of requests is then geometric and the gaps between them are
/// exponential, with the means below, while the requests of all are exactly those of the trace;
/// where the load rises and falls, sessions ask more and less often.
package struct Stickiness: Sendable, Hashable {
  /// From a request on the cookie names its target for so long; each request renews it.
  ///
  /// 1 s to 7 days (`stickiness.lb_cookie.duration_seconds`).
  package var cookieDuration: SimDuration
  /// Mean, at least 1.
  package var requestsPerSession: Double
  /// Mean time from one request of a session to its next, above zero.
  package var requestInterval: SimDuration

  package init(
    cookieDuration: SimDuration, requestsPerSession: Double, requestInterval: SimDuration
  ) {
    self.cookieDuration = cookieDuration
    self.requestsPerSession = requestsPerSession
    self.requestInterval = requestInterval
  }

  /// Share of the trace's requests that begin a session.
  package var newShare: Double { 1 / requestsPerSession }
  /// Mean seconds for which a session lives.
  package var meanSeconds: Double { (requestsPerSession - 1) * requestInterval.inSeconds }
}
