internal import Units

/// ECS's deployment circuit breaker: a deployment whose tasks keep failing is given up, and rolled
/// back.
///
/// It fails after half the desired count of failed tasks in a row, at least 3 and at most 200; a task
/// that becomes healthy starts the count anew (Amazon ECS Developer Guide, "How the Amazon ECS
/// deployment circuit breaker detects failures").
package struct DeploymentCircuitBreaker: ServiceBehavior {
  package static let key = "deployment_circuit_breaker"
  package static let summary =
    "Gives a rolling deployment up after 3 to 200 failed tasks: half of the desired count, in a row."
    + " Without it ECS starts failing tasks again for ever."
  package static let settings = [
    BehaviorSetting(
      "enable", .flag, standard: "true", "Whether deployments are watched."),
    BehaviorSetting(
      "rollback", .flag, standard: "true",
      "Whether ECS goes back to the revision before; else it starts no more tasks of the new one."),
    BehaviorSetting(
      "threshold", .count(0...200), standard: "0",
      "Failed tasks in a row that end a deployment; 0: half of the desired count, 3 to 200."),
  ]

  private let isOn: Bool
  private let rollsBack: Bool
  private let threshold: Int
  private var failures = 0
  private var failedDeployments = 0

  package init(_ values: BehaviorValues, _ context: BehaviorContext) {
    isOn = values.flag("enable")
    rollsBack = values.flag("rollback")
    threshold = values.count("threshold")
  }

  /// Failed tasks that end a deployment of so many.
  package func limit(desired: Int) -> Int {
    threshold > 0 ? threshold : min(200, max(3, (desired + 1) / 2))
  }

  package mutating func deploymentBegins(_ service: BehaviorView) -> [BehaviorAction] {
    failures = 0
    return []
  }

  package mutating func taskIsHealthy(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] {
    if task.isNew { failures = 0 }
    return []
  }

  package mutating func taskFails(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] {
    guard isOn, service.isDeploying, task.isNew else { return [] }
    failures += 1
    guard failures >= limit(desired: service.desired) else { return [] }
    failedDeployments += 1
    let count = failures
    failures = 0
    return [
      .failDeployment(
        rollBack: rollsBack,
        cause: "deployment circuit breaker: \(count) tasks failed"
          + (rollsBack ? ", rolling back" : ""))
    ]
  }

  package var figures: [BehaviorFigure] {
    [BehaviorFigure("deployments_failed", failedDeployments)]
  }
}
