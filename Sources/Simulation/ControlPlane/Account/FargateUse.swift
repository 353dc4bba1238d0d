internal import Units

/// What a service's run took of its account's Fargate quotas, and gave back.
package struct FargateUse: Sendable {
  struct Change: Sendable {
    let time: SimTime
    let provider: FargateQuotas.Provider
    /// Negative for what is given back.
    let cpuUnits: Int
    let isLaunch: Bool
  }

  /// In order of time.
  var changes: [Change] = []
  /// Whether a launch had to wait, or failed, for the quotas.
  var wasHeldUp = false

  package init() {}

  /// Whether services that ran as if each had the account to itself ran as they do in one account:
  /// their launches together find what they found alone.
  ///
  /// - Parameter uses: in the services' order, which is the order of what happens at one instant.
  /// - Complexity: O(n log n) for n launches and stops.
  package static func fit(_ uses: [FargateUse], in quotas: FargateQuotas) -> Bool {
    guard uses.count > 1 else { return true }
    guard !uses.contains(where: \.wasHeldUp) else { return false }
    let account = FargateAccount(quotas)
    let order = uses.indices.flatMap { service in
      uses[service].changes.indices.map { (service, $0, uses[service].changes[$0]) }
    }.sorted { ($0.2.time, $0.0, $0.1) < ($1.2.time, $1.0, $1.1) }
    for (_, _, change) in order {
      let (units, provider) = (change.cpuUnits, change.provider)
      if change.isLaunch {
        guard account.hasRoom(units, on: provider),
          account.launch(units, on: provider, at: change.time) == change.time
        else { return false }
      } else if units > 0 {
        account.begin(units, on: provider)
      } else {
        account.release(-units, on: provider, at: change.time)
      }
    }
    return true
  }
}
