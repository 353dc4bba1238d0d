extension [CapacityProviderStrategyItem] {
  /// What ECS would refuse about a strategy, one sentence each; empty when it would take it.
  package var problems: [String] {
    var problems: [String] = []
    if isEmpty { problems.append("a capacity provider strategy needs at least one provider") }
    if contains(where: { $0.base < 0 || $0.weight < 0 }) {
      problems.append("base and weight of a capacity provider are at least 0")
    }
    if count(where: { $0.base > 0 }) > 1 {
      problems.append("only one capacity provider of a strategy may have a base")
    }
    if !isEmpty, allSatisfy({ $0.weight == 0 }) {
      problems.append("one capacity provider of a strategy needs a weight above 0")
    }
    return problems
  }

  /// Where the first tasks of a service go.
  ///
  /// - Precondition: the strategy has no `problems`.
  package func providers(ofFirst count: Int) -> [CapacityProviderStrategyItem.Provider] {
    var placed: [CapacityProviderStrategyItem.Provider: Int] = [:]
    return (0..<count).map { _ in
      let next = provider { placed[$0] ?? 0 }
      placed[next, default: 0] += 1
      return next
    }
  }

  /// Where the next task goes: the base first, then the provider whose share by weight is least
  /// filled, the first listed among equals (aws-autoscaling reference section 7).
  ///
  /// - Parameter placed: the wanted tasks already on a provider.
  func provider(
    placed: (CapacityProviderStrategyItem.Provider) -> Int
  ) -> CapacityProviderStrategyItem.Provider {
    if let base = first(where: { placed($0.provider) < $0.base }) { return base.provider }
    func filling(_ item: CapacityProviderStrategyItem) -> Double {
      Double(placed(item.provider) - item.base) / Double(item.weight)
    }
    let weighted = filter { $0.weight > 0 }
    // Strategies without any weight are refused where they are read, so a task always has a place.
    return weighted.min { filling($0) < filling($1) }?.provider ?? .fargate
  }
}
