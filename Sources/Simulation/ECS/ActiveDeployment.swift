internal import Units

/// A deployment in progress.
struct ActiveDeployment {
  /// How activities name deployments.
  static let author = "deployment"

  let strategy: Deployment.Strategy
  let began: SimTime
  /// Blue/green: the new tasks get the requests.
  var isShifted = false
  /// Rolling: tasks that the revision before still needs.
  var oldTasks: Int
  /// Whether it goes back to the revision before.
  var isRollback = false

  func beginning(isHeir: Bool) -> String {
    "\(strategy.name) deployment began" + (isHeir ? " in place of the one before" : "")
  }

  func completion(at now: SimTime) -> String {
    let seconds = (now - began).inSeconds.rounded()
    return
      "\(strategy.name) deployment \(isRollback ? "rolled back" : "completed") after \(Int64(seconds)) s"
  }
}
