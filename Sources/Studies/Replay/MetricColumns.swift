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
    for name in columns.flatMap({ columns in
      columns.metrics.flatMap { Self.statedNames(of: $0) + columns.names(of: $0) }
    })
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

  /// Names for one metric, the most telling first: with its statistic where it is one of several, its
  /// key, CloudWatch's name for it, and where it is the only one, `value` and the statistics that its
  /// watchers use.
  func names(of metric: MetricIdentity) -> [String] {
    let hasStatistic = hasStatistics(metric)
    let own = (hasStatistic ? Self.statedNames(of: metric) : []) + Self.ownNames(of: metric)
    guard isOnly(metric) else { return own }
    if hasStatistic { return [Self.statistic(of: metric)] + own + ["value"] }
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
  ///
  /// Where watchers tell statistics of the metric apart, a column that says which one it has is that
  /// one's, and one that says nothing is each one's.
  func column(of metric: MetricIdentity, in file: MetricFile) -> MetricFile.Column? {
    guard hasStatistics(metric) else {
      if let found = file.column(named: names(of: metric)) { return found }
      let stated = statedColumns(of: metric, in: file)
      if stated.count == 1 { return stated[0] }
      return isOnly(metric) && file.columns.count == 1 ? file.columns[0] : nil
    }
    let found = columns(of: metric, in: file)
    if found.count == 1 { return found[0] }
    let silent = Self.silent(file)
    return found.isEmpty && isOnly(metric) && silent.columns.count == 1 ? silent.columns[0] : nil
  }

  /// All columns that are called after the metric.
  func columns(of metric: MetricIdentity, in file: MetricFile) -> [MetricFile.Column] {
    guard hasStatistics(metric) else { return file.columns(named: names(of: metric)) }
    let stated = statedColumns(of: metric, in: file)
    return stated.isEmpty ? Self.silent(file).columns(named: names(of: metric)) : stated
  }

  /// The columns that say nothing of a statistic.
  private static func silent(_ file: MetricFile) -> MetricFile {
    file.filtered { !statesStatistic($0.words) }
  }

  // MARK: Statistics over tasks

  /// Whether some watcher looks at another statistic over tasks than the metric's usual one.
  private func hasStatistics(_ metric: MetricIdentity) -> Bool {
    metrics.contains { $0.metric == metric.metric && $0.statistic != nil }
  }

  /// Whether no other metric is watched, whatever the statistics.
  private func isOnly(_ metric: MetricIdentity) -> Bool {
    metrics.allSatisfy { $0.metric == metric.metric && $0.name == metric.name }
  }

  private static func statistic(of metric: MetricIdentity) -> String {
    (metric.statistic ?? metric.metric.statistic).rawValue.lowercased()
  }

  /// `cpu.maximum` and the like.
  private static func statedNames(of metric: MetricIdentity) -> [String] {
    guard metric.metric.hasTasks else { return [] }
    return ownNames(of: metric).flatMap { name in
      [".", "_", " "].map { "\(name)\($0)\(statistic(of: metric))" }
    }
  }

  private static func statesStatistic(_ words: [String]) -> Bool {
    let statistics = MetricStatistic.allCases.map { $0.rawValue.lowercased() }
    return words.contains { word in
      statistics.contains { word == $0 || word.hasSuffix("_\($0)") }
    }
  }

  /// The columns that are called after the metric and its statistic, or after the statistic alone where
  /// no other metric is watched.
  private func statedColumns(
    of metric: MetricIdentity, in file: MetricFile
  ) -> [MetricFile.Column] {
    guard metric.metric.hasTasks else { return [] }
    let stated = Self.statedNames(of: metric)
    let own = Self.ownNames(of: metric)
    let statistic = Self.statistic(of: metric)
    return file.columns.filter { column in
      let words = column.words
      if column.names.contains(where: stated.contains) { return true }
      guard words.contains(statistic) else { return false }
      return words.contains(where: own.contains)
        || isOnly(metric) && column.names.contains(statistic)
    }
  }
}
