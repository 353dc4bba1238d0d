/// All behaviors that a scenario may give a service.
package enum ServiceBehaviors {
  package static let all: [any ServiceBehavior.Type] = [
    DeploymentCircuitBreaker.self,
    MemoryLimit.self,
    TaskExits.self,
  ]

  /// Those of one service: named by its scenario, or standard for it.
  static func of(
    _ configuration: ServiceConfiguration, _ context: BehaviorContext
  ) -> [any ServiceBehavior] {
    all.compactMap { kind in
      let named = configuration.behaviors.first { $0.key == kind.key }?.values
      return (named ?? kind.standard(for: configuration)).map { kind.init($0, context) }
    }
  }
}
