internal import Kernel
internal import Units

/// What fluid mode computes once for a service: waits and latencies by number of tasks.
///
/// It holds no state of a run, so that all paths of a projection share one.
package struct FluidModel: Sendable {
  /// From so many tasks on, round robin is taken to be as regular as with exactly so many.
  private static let tabulatedTasks = 16
  /// Numbers of tasks that have a latency table; others use the nearest one below.
  private static let tableTasks = [1, 2, 3, 4, 6, 10, 16]

  let configuration: ServiceConfiguration
  let limits: RequestLimits
  /// Seconds a server is busy with a request, and its squared coefficient of variation.
  let serviceMean: Double
  let serviceVariability: Double
  /// Seconds of service and non-CPU wait together.
  let restMean: Double
  let openTime: OpenTime
  /// Seconds up to which a wait is ordinary: a few services, and so few that nobody gives up for it.
  let ordinaryWait: Double
  private let curves: [WaitCurve]
  private var tables: [LatencyTable]
  private let tableOfTasks: [Int]

  /// - Parameters:
  ///   - latencies: whether percentiles will be asked for; without them only means are known, and
  ///     the latency tables are not computed.
  ///   - demandFactor: on the mean CPU time of a request.
  package init(
    _ configuration: ServiceConfiguration, latencies: Bool = true, demandFactor: Double = 1
  ) {
    self.configuration = configuration
    limits = RequestLimits(configuration)
    let service = configuration.demand.cpu.scaled(by: demandFactor / configuration.serverSpeed)
    serviceMean = service.mean
    serviceVariability = service.variability
    restMean = service.mean + configuration.demand.wait.mean
    openTime = OpenTime(
      service: service, wait: configuration.demand.wait, limit: limits.giveUp)
    let room = limits.giveUp - restMean
    ordinaryWait = min(4 * service.mean, room / 8)
    let most = min(
      Self.tabulatedTasks, max(1, configuration.maxTasks, configuration.initialTasks))
    let curves = (1...most).map { tasks in
      WaitCurve(
        WaitingTime(
          servers: configuration.serversPerTask, serviceMean: service.mean,
          serviceVariability: service.variability, arrivalVariability: 1 / Double(tasks),
          serviceThirdMoment: service.thirdMoment))
    }
    self.curves = curves
    let tasks = Self.tableTasks.filter { $0 <= most }
    tableOfTasks = (1...most).map { count in (tasks.lastIndex { $0 <= count }) ?? 0 }
    let rest = latencies ? Self.rest(service: service, wait: configuration.demand.wait) : []
    let giveUp = limits.giveUp
    tables =
      latencies ? tasks.map { LatencyTable(curve: curves[$0 - 1], rest: rest, giveUp: giveUp) } : []
  }

  /// The same where no percentiles are asked for.
  var withoutLatencies: FluidModel {
    var model = self
    model.tables = []
    return model
  }

  package var serviceName: String { configuration.name }

  /// The curve for so many tasks that share the load.
  @inline(__always)
  func curve(tasks: Int) -> Int { min(max(tasks, 1), curves.count) - 1 }

  func waits(ofCurve curve: Int) -> WaitCurve { curves[curve] }

  var hasLatencies: Bool { !tables.isEmpty }
  var tableCount: Int { tables.count }
  func table(ofCurve curve: Int) -> Int { tableOfTasks[curve] }
  func table(_ index: Int) -> LatencyTable { tables[index] }

  /// Probabilities of `LatencyBins` for service plus non-CPU wait.
  private static func rest(service: Variate, wait: Variate) -> [Double] {
    let nodes = wait.nodes
    var before = 0.0
    return (0..<LatencyBins.count).map { bin in
      let end = LatencyBins.lowerBound(of: bin + 1)
      let upTo =
        bin == LatencyBins.count - 1
        ? 1 : nodes.reduce(0) { $0 + $1.weight * service.probability(upTo: end - $1.value) }
      defer { before = max(before, upTo) }
      return max(0, upTo - before)
    }
  }
}
