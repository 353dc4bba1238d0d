internal import Kernel
internal import Simulation
internal import Units

/// `services.NAME.load_test`: closed-loop clients beside the trace.
enum LoadTestSection {
  static let schema = ObjectSchema(
    [
      KeySchema("name", .name, .optional, "Name in reports; absent: from its place."),
      KeySchema(
        "clients", .integer(1...100_000), .required,
        "Clients (`hey -c`, Locust's users), each of which waits for its answer before it sends"
          + " again."),
      KeySchema(
        "think_time", .duration(.zero...(.hours(24))), .defaults("0s"),
        "From an answer to the client's next request; none for `hey` and `wrk`."),
      KeySchema(
        "think_time_distribution", .choice(["constant", "exponential"]), .defaults("constant"),
        "Shape of the think time, whose mean `think_time` is."),
      KeySchema(
        "rtt", .duration(.zero...(.minutes(1))), .defaults("0s"),
        "Network time of a request and its answer: the fastest answer of an idle service, less its"
          + " work; it is part of the latency that clients see. Twice the round trip where each"
          + " request opens a connection."),
      KeySchema(
        "from", .text, .optional, "In ISO 8601; absent: from the start of the period."),
      KeySchema(
        "until", .text, .optional,
        "In ISO 8601; no request is sent from then on; absent: to the end of the period."),
      KeySchema(
        "ramp_up", .duration(.zero...(.hours(24))), .defaults("0s"),
        "Clients join one after another over this time."),
    ], rules: [check])

  private static func check(_ test: CheckedObject, _ report: inout RuleReport) {
    TimeText.check(["from", "until"], of: test, &report)
    if let from = TimeText.time("from", of: test), let until = TimeText.time("until", of: test),
      from >= until
    {
      report.add(
        "\(report.key("from")) must be before until: \(from), \(until)", at: test.place(of: "from"))
    }
    if test.durationIfSet("think_time") == .zero, test.durationIfSet("rtt") == .zero {
      report.add(
        "\(report.path) needs `rtt` or `think_time` above 0: a client that is refused at once would"
          + " send again at once, for ever",
        at: test.place)
    }
  }

  /// Names tell load tests apart in reports and random draws.
  static func checkNames(_ service: CheckedObject, _ report: inout RuleReport) {
    var names: Set<String> = []
    for (index, test) in service.objects("load_test").enumerated() {
      let name = test.textIfSet("name") ?? defaultName(index)
      guard !names.insert(name).inserted else { continue }
      report.add(
        "\(report.key("load_test")): two load tests are named `\(name)`; names must differ",
        at: test.place(of: "name"))
    }
  }

  private static func defaultName(_ index: Int) -> String { "load-test-\(index + 1)" }

  static func test(_ object: CheckedObject, index: Int) -> LoadTest {
    let think = object.duration("think_time").inSeconds
    var test = LoadTest(
      name: object.textIfSet("name") ?? defaultName(index),
      clients: Int(object.integer("clients")),
      thinkTime: object.text("think_time_distribution") == "exponential" && think > 0
        ? .exponential(mean: think) : .constant(think),
      rtt: object.duration("rtt"))
    test.from = TimeText.time("from", of: object)
    test.until = TimeText.time("until", of: object)
    test.rampUp = object.duration("ramp_up")
    return test
  }
}

/// `services.NAME.request.retries`.
enum RetrySection {
  static let schema = ObjectSchema([
    KeySchema(
      "count", .integer(1...20), .required,
      "Times that a client repeats a request that failed (460, 502, 503, 504)."),
    KeySchema(
      "backoff", .duration(.zero...(.hours(1))), .defaults("100ms"),
      "Wait before the first retry."),
    KeySchema(
      "multiplier", .decimal(DecimalRange(1, 100)), .defaults("2"),
      "Factor on the wait from one retry to the next."),
    KeySchema(
      "max_backoff", .duration(.zero...(.hours(1))), .defaults("20s"), "Longest wait."),
    KeySchema(
      "jitter", .boolean, .defaults("true"),
      "Each wait is drawn between zero and its full length."),
  ])

  static func policy(_ object: CheckedObject) -> RetryPolicy {
    var policy = RetryPolicy(count: Int(object.integer("count")))
    policy.backoff = object.duration("backoff")
    policy.multiplier = object.double("multiplier")
    policy.maximum = object.duration("max_backoff")
    policy.hasJitter = object.boolean("jitter")
    return policy
  }
}
