internal import Simulation
internal import Units

/// `services.NAME.health_check`: the target group's, with the load balancer's ranges.
enum HealthCheckSection {
  static let schema = ObjectSchema(keys, rules: [checkThresholds])

  /// The load balancer takes no threshold of one (aws-autoscaling reference section 5.3).
  private static func checkThresholds(_ health: CheckedObject, _ report: inout RuleReport) {
    for key in ["healthy_threshold", "unhealthy_threshold"] where health.integerIfSet(key) == 1 {
      report.add(
        "\(report.key(key)) must be 0, which skips the checks, or 2 to 10, not 1",
        at: health.place(of: key))
    }
  }

  private static let keys = [
    KeySchema(
      "interval", .duration(.seconds(5)...(.seconds(300))), .defaults("30s"),
      "Time between two checks."),
    KeySchema(
      "healthy_threshold", .integer(0...10), .defaults("5"),
      "Checks to pass before requests come, 2 to 10; 0: a new target gets them at once."),
    KeySchema(
      "initial_checks", .integer(1...10), .optional,
      "Checks that a new target passes; absent: `healthy_threshold`, the cautious reading. The guide"
        + " of the load balancer says 1."),
    KeySchema(
      "unhealthy_threshold", .integer(0...10), .defaults("2"),
      "Checks failed in a row until requests stop and ECS replaces the task, 2 to 10: a busy task fails"
        + " them, since they wait behind its requests. 0: checks never fail."),
    KeySchema(
      "timeout", .duration(.seconds(2)...(.seconds(120))), .defaults("5s"),
      "A check that takes longer has failed."),
    KeySchema(
      "grace_period", .duration(.zero...(.hours(24))), .defaults("0s"),
      "From RUNNING; ECS stops no unhealthy task before (`healthCheckGracePeriodSeconds`)."),
  ]

  static func configure(_ cycle: inout TaskLifeCycle, from health: CheckedObject) {
    cycle.healthCheckInterval = health.duration("interval")
    cycle.healthyThreshold = Int(health.integer("healthy_threshold"))
    cycle.initialChecks = health.integerIfSet("initial_checks").map { Int($0) }
    cycle.unhealthyThreshold = Int(health.integer("unhealthy_threshold"))
    cycle.healthCheckTimeout = health.duration("timeout")
    cycle.gracePeriod = health.duration("grace_period")
  }
}
