internal import Autoscaling
internal import Simulation
internal import Workload

/// What the recorded columns are called that some watchers look at.
struct MetricColumns {
  let watchers: [MetricWatcher]
  /// Of the watchers, in their order.
  let metrics: [MetricIdentity]

  init(_ watchers: [MetricWatcher]) {
    self.watchers = watchers
    var metrics: [MetricIdentity] = []
    for watcher in watchers where !metrics.contains(watcher.metric) {
      metrics.append(watcher.metric)
    }
    self.metrics = metrics
  }

  /// For one metric that nobody in particular looks at.
  static func ofMetric(_ metric: MetricIdentity) -> MetricColumns {
    MetricColumns([
      MetricWatcher(
        name: metric.text, metric: metric, statistic: metric.metric.statistic,
        period: metric.metric.period)
    ])
  }

  /// What to read of a recording for a service, or for one that is not known.
  static func selection(for service: ServiceConfiguration?) -> MetricFile.Selection {
    let isPods = service?.kubernetesHPA != nil
    let columns =
      isPods
      ? ofMetric(MetricIdentity(.cpu)) : MetricColumns(service.map(MetricWatcher.all) ?? [])
    var selection = MetricFile.Selection(columns.names)
    selection.needsOne = service != nil
    selection.allowsNegative = columns.allowsNegative
    return selection
  }

  /// Every name that a column may have; where nobody looks at any, those of all metrics.
  private var names: [String] {
    var names: [String] = []
    let columns =
      metrics.isEmpty ? ScalingMetric.watchable.map { Self.ofMetric(MetricIdentity($0)) } : [self]
    for name in columns.flatMap({ columns in columns.metrics.flatMap(columns.names(of:)) })
    where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// Whether a column called `names` may be one of a custom metric.
  private func allowsNegative(_ names: [String]) -> Bool {
    if metrics.isEmpty {
      let own = ScalingMetric.watchable.filter { !$0.isSigned }.map { MetricIdentity($0) }
      return !own.contains { Self.fits($0, names) }
    }
    let signed = metrics.filter(\.metric.isSigned)
    return signed.count == metrics.count || signed.contains { Self.fits($0, names) }
  }

  private static func fits(_ metric: MetricIdentity, _ names: [String]) -> Bool {
    let own = ownNames(of: metric)
    return names.contains { name in
      own.contains(name) || MetricFile.words(of: name).contains(where: own.contains)
    }
  }

  /// Names for one metric, the most telling first: its key, CloudWatch's name for it, and where it is
  /// the only one, `value` and the statistics that its watchers use.
  func names(of metric: MetricIdentity) -> [String] {
    let own = Self.ownNames(of: metric)
    guard metrics.count < 2 else { return own }
    var general = ["value"]
    for watcher in watchers where watcher.metric == metric {
      let statistic = watcher.statistic.rawValue.lowercased()
      if !general.contains(statistic) { general.append(statistic) }
    }
    return own + general
  }

  private static func ownNames(of metric: MetricIdentity) -> [String] {
    if let name = metric.name { return [name.lowercased()] }
    let key = metric.metric.rawValue
    return switch metric.metric {
    case .cpu: [key, "cpuutilization"]
    case .cpuHighResolution: [key, "cpu", "cpuutilization"]
    case .memory: [key, "memoryutilization"]
    case .memoryHighResolution: [key, "memory", "memoryutilization"]
    case .requestCountPerTarget: [key, "requestcountpertarget"]
    case .queueDepth: [key, "approximatenumberofmessagesvisible"]
    case .messagesInFlight: [key, "approximatenumberofmessagesnotvisible"]
    case .oldestMessageAge: [key, "approximateageofoldestmessage"]
    case .messagesSent: [key, "numberofmessagessent"]
    case .backlogPerTask: [key, "backlogpertask", "backlogperinstance"]
    case .runningTaskCount, .requestCount, .custom, .metricMath: [key]
    }
  }

  /// The metric's column; a lone column or result belongs to the only metric, whatever it is called.
  func column(of metric: MetricIdentity, in file: MetricFile) -> MetricFile.Column? {
    if let found = file.column(named: names(of: metric)) { return found }
    return metrics.count == 1 && file.columns.count == 1 ? file.columns[0] : nil
  }
}
