internal import Simulation
internal import Units

/// `services.NAME.request.stickiness` and `.connection`: work that stays with the task it began at.
enum BoundWorkSection {
  static let keys = [
    KeySchema(
      "stickiness", .object(stickiness), .optional,
      "Sticky sessions of the target group (`stickiness` of `aws_lb_target_group`, `lb_cookie` and"
        + " `app_cookie` alike): requests of a session go to the target that took the one before, as"
        + " long as it is healthy and the cookie valid; new tasks get new sessions only. Clients of load"
        + " tests keep no cookies. Request level only."),
    KeySchema(
      "connection", .object(connection), .optional,
      "Each request of the trace opens a connection (a WebSocket, a gRPC stream) that stays with its"
        + " task until its client closes it, the deregistration delay of its target ends, or its task"
        + " does. It counts as a request in progress for memory and the balancer, but takes no place of"
        + " `concurrency` and outlives `idle_timeout`. Latency is that of the opening; the period begins"
        + " with the connections of a steady state. Request level only."),
  ]

  private static let stickiness = ObjectSchema([
    KeySchema(
      "cookie_duration", .duration(.seconds(1)...(.hours(168))), .defaults("24h"),
      "Validity of the cookie (`stickiness.lb_cookie.duration_seconds`), renewed by each request."),
    KeySchema(
      "requests_per_session", .decimal(DecimalRange(1, 1_000_000)), .required,
      "Mean number of requests of a session; it is geometric. One in so many requests of the trace"
        + " begins a session."),
    KeySchema(
      "request_interval", .duration(.milliseconds(1)...(.hours(24))), .required,
      "Mean time from one request of a session to its next; it is exponential."),
  ])

  private static let connection = ObjectSchema(
    [
      KeySchema(
        "duration", .object(duration), .required, "Time that a connection stays open."),
      KeySchema(
        "cpu_per_second", .duration(.zero...(.seconds(1))), .defaults("0s"),
        "vCPU time that an open connection takes in each second: a share of the task's CPU that is"
          + " gone for requests."),
      KeySchema(
        "reconnects", .boolean, .defaults("true"),
        "A client whose connection is cut with its task, or at the end of the deregistration delay,"
          + " sends a request for another at once, for the time that it had left."),
    ])

  private static let duration = ObjectSchema(
    [
      KeySchema(
        "mean", .duration(.milliseconds(1)...(.hours(168))), .required,
        "From the answer that opens the connection until its client closes it."),
      KeySchema(
        "distribution", .choice(["constant", "exponential", "lognormal"]),
        .defaults("exponential"), "Shape of the distribution."),
      KeySchema(
        "cv", .decimal(DecimalRange(0, 20, excludingLower: true)), .optional,
        "Standard deviation over mean; lognormal only, where absent means 1."),
    ], rules: [RequestSection.checkVariate])

  static func stickiness(_ request: CheckedObject) -> Stickiness? {
    request.objectIfSet("stickiness").map {
      Stickiness(
        cookieDuration: $0.duration("cookie_duration"),
        requestsPerSession: $0.double("requests_per_session"),
        requestInterval: $0.duration("request_interval"))
    }
  }

  static func connection(_ request: CheckedObject) -> ConnectionUse? {
    request.objectIfSet("connection").map {
      var use = ConnectionUse(duration: RequestSection.variate($0.object("duration")))
      use.cpuPerSecond = $0.duration("cpu_per_second").inSeconds
      use.reconnects = $0.boolean("reconnects")
      return use
    }
  }
}
