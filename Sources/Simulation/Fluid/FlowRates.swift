/// How a service's requests flow while neither its load nor its tasks change.
struct FlowRates: BitwiseCopyable {
  /// Requests a second that tasks get, and that go to tasks which are gone.
  let reachable: Double
  let unreachable: Double
  /// √reachable, of which the noise is a multiple.
  let root: Double
  /// Work that comes in a second, over the servers of all tasks that get requests.
  let utilisation: Double

  /// Splits the load: round robin sends their share to tasks that are gone, too.
  ///
  /// - Parameters:
  ///   - offered: requests a second of the whole service.
  ///   - receivers: tasks that get requests.
  ///   - gone: tasks that are gone and still get requests.
  ///   - busyPerRate: how busy one request a second keeps the receivers.
  init(offered: Double, receivers: Int, gone: Int, busyPerRate: Double) {
    var rate = offered
    if gone > 0 { rate *= Double(receivers) / Double(receivers + gone) }
    reachable = rate
    unreachable = offered - rate
    root = rate.squareRoot()
    utilisation = rate * busyPerRate
  }
}
