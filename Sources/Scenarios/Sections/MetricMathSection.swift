internal import Autoscaling
internal import Units

/// Metrics and expressions over them, in the words of `customized_metric_specification` and of an
/// alarm's `metric_query`.
enum MetricMathSection {
  /// `target_tracking.customized_metric`.
  static let customizedMetric = ObjectSchema(
    [
      KeySchema(
        metricsKey, .list(of: .object(query)), .required,
        "Metrics and expressions over them; one gives the policy its value.")
    ], rules: [{ object, report in _ = math(metricsKey, of: object, &report) }])

  static let metricsKey = "metrics"
  static let queryKey = "metric_query"

  static let query = ObjectSchema(
    [
      KeySchema(
        "id", .text, .required,
        "What expressions call it: a small letter, then letters, digits and underscores."),
      KeySchema(
        "label", .text, .optional,
        "What policies and alarms are called by, where its value is the one; absent: its id."),
      KeySchema(
        "metric", .choice(ScalingMetric.ofMath.map(\.rawValue)), .optional,
        "A metric of the service: `running_task_count` is Container Insights' RunningTaskCount, the"
          + " others are those of policies and `alb_request_count`."),
      KeySchema(
        "metric_stat", .object(metricStat), .optional, "The same in CloudWatch's own words."),
      KeySchema(
        "stat", .choice(MetricStatistic.allCases.map(\.rawValue)), .optional,
        "Statistic of `metric`; absent: that which the metric has."),
      KeySchema(
        "expression", .text, .optional,
        "Metric math over other ids: `+ - * /`, comparisons, parentheses, numbers, `FILL(m1, 0)`,"
          + " `MAX([m1, m2])`, `MIN([m1, m2])` and `IF(m2 > 0, m1 / m2, m1)`. A period in which a"
          + " metric has no point, or that is divided by zero, has none."),
      KeySchema(
        "return_data", .boolean, .optional,
        "Whether its value is the one; absent: so it is for the only expression, and for no other."),
    ], sharedTitle: "A metric or an expression")

  private static let metricStat = ObjectSchema(
    [
      KeySchema(
        "metric",
        .object(
          ObjectSchema([
            KeySchema(
              "metric_name", .text, .required, "Such as ApproximateNumberOfMessagesVisible."),
            KeySchema("namespace", .text, .required, "Such as AWS/SQS."),
            KeySchema(
              "dimensions", .oneOrMany(dimension), .optional,
              "Not looked at: a service has one queue, one target group and one cluster."),
          ])), .required, "The metric."),
      KeySchema(
        "stat", .choice(MetricStatistic.allCases.map(\.rawValue)), .required, "Its statistic."),
    ], sharedTitle: "A metric in CloudWatch's words")

  private static let dimension = ObjectSchema([
    KeySchema("name", .text, .required, "Such as QueueName."),
    KeySchema("value", .text, .required, "Such as the queue's name."),
  ])

  /// CloudWatch's namespace and name of a metric.
  private static func cloudWatchName(of metric: ScalingMetric) -> String? {
    switch metric {
    case .cpu: "AWS/ECS CPUUtilization"
    case .memory: "AWS/ECS MemoryUtilization"
    case .requestCountPerTarget: "AWS/ApplicationELB RequestCountPerTarget"
    case .requestCount: "AWS/ApplicationELB RequestCount"
    case .queueDepth: "AWS/SQS ApproximateNumberOfMessagesVisible"
    case .messagesInFlight: "AWS/SQS ApproximateNumberOfMessagesNotVisible"
    case .oldestMessageAge: "AWS/SQS ApproximateAgeOfOldestMessage"
    case .messagesSent: "AWS/SQS NumberOfMessagesSent"
    case .runningTaskCount: "ECS/ContainerInsights RunningTaskCount"
    case .backlogPerTask, .cpuHighResolution, .memoryHighResolution, .custom, .metricMath: nil
    }
  }
}

// MARK: - Reading

extension MetricMathSection {
  /// The queries under `key`, as an expression; `nil` where they have problems.
  static func math(_ key: String, of object: CheckedObject) -> MetricMath? {
    var report = RuleReport(path: "")
    return math(key, of: object, &report)
  }

  /// The same, with what is wrong.
  static func math(
    _ key: String, of object: CheckedObject, _ report: inout RuleReport
  ) -> MetricMath? {
    let queries = object.objects(key)
    let found = report.messages.count
    var nodes: [String: MetricMathNode] = [:]
    checkIDs(queries, &report)
    for query in queries {
      guard let id = query.textIfSet("id"), let metric = metric(of: query, &report) else {
        continue
      }
      nodes[id] = .metric(metric)
    }
    guard report.messages.count == found else { return nil }
    resolve(queries, &nodes, &report)
    guard report.messages.count == found, let result = returned(queries, object, key, &report),
      let id = result.textIfSet("id"), let root = nodes[id]
    else { return nil }
    guard root.isSeries else {
      report.add("\(report.path): `\(id)` looks at no metric", at: result.place(of: "expression"))
      return nil
    }
    let label = result.textIfSet("label") ?? id
    return MetricMath(label: label, text: result.textIfSet("expression") ?? id, root: root)
  }

  /// `PutScalingPolicy` takes ids that begin with a small letter, each once.
  private static func checkIDs(_ queries: [CheckedObject], _ report: inout RuleReport) {
    var ids: Set<String> = []
    for query in queries {
      guard let id = query.textIfSet("id") else { continue }
      let isValid =
        id.first.map { $0.isASCII && $0.isLowercase } == true
        && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      if !isValid {
        report.add(
          "\(report.path): the id `\(id)` must be a small letter, then letters, digits and"
            + " underscores", at: query.place(of: "id"))
      } else if !ids.insert(id).inserted {
        report.add("\(report.path): the id `\(id)` is there twice", at: query.place(of: "id"))
      }
    }
  }

  /// The query's metric; `nil` for an expression.
  private static func metric(
    of query: CheckedObject, _ report: inout RuleReport
  ) -> ScalingMetric? {
    let kinds = ["metric", "metric_stat", "expression"].filter { query.places[$0] != nil }
    guard kinds.count == 1 else {
      report.add(
        "\(report.path): a query has one of `metric`, `metric_stat` and `expression`, not"
          + " \(kinds.isEmpty ? "none" : kinds.joined(separator: " and "))",
        at: kinds.last.map(query.place) ?? query.place)
      return nil
    }
    let stat = query.objectIfSet("metric_stat")
    if query.places["stat"] != nil, kinds != ["metric"] {
      report.add(
        "\(report.path): `stat` belongs to `metric`; in a metric_stat it stands inside",
        at: query.place(of: "stat"))
    }
    guard let metric = stat.map({ named($0, &report) }) ?? own(query) else { return nil }
    checkStatistic(of: metric, in: stat ?? query, &report)
    return metric
  }

  private static func own(_ query: CheckedObject) -> ScalingMetric? {
    query.textIfSet("metric").flatMap(ScalingMetric.init(rawValue:))
  }

  private static func named(_ stat: CheckedObject, _ report: inout RuleReport) -> ScalingMetric? {
    guard let metric = stat.objectIfSet("metric"), let name = metric.textIfSet("metric_name"),
      let namespace = metric.textIfSet("namespace")
    else { return nil }
    let text = "\(namespace) \(name)"
    let found = ScalingMetric.ofMath.first { cloudWatchName(of: $0) == text }
    if found == nil {
      let allowed = ScalingMetric.ofMath.compactMap(cloudWatchName).map { "`\($0)`" }
      report.add(
        "\(report.path): a run has no metric `\(text)`; allowed:"
          + " \(allowed.joined(separator: ", "))", at: metric.place(of: "metric_name"))
    }
    return found
  }

  /// A queue and Container Insights have one value a minute, which all statistics show but the number
  /// of samples.
  private static func checkStatistic(
    of metric: ScalingMetric, in stat: CheckedObject, _ report: inout RuleReport
  ) {
    let isSingle = metric.isOfQueue || metric == .runningTaskCount
    guard let name = stat.textIfSet("stat"), name != metric.statistic.rawValue,
      !isSingle || name == MetricStatistic.sampleCount.rawValue
    else { return }
    report.add(
      "\(report.path): `\(metric.rawValue)` is simulated as its `\(metric.statistic.rawValue)`, not"
        + " as `\(name)`", at: stat.place(of: "stat"))
  }

  /// Reads expressions, those first that look at metrics only.
  private static func resolve(
    _ queries: [CheckedObject], _ nodes: inout [String: MetricMathNode], _ report: inout RuleReport
  ) {
    var open = queries.filter { $0.textIfSet("expression") != nil }
    while !open.isEmpty {
      var problems: [(MetricMathProblem, CheckedObject)] = []
      let before = open.count
      for query in open {
        guard let id = query.textIfSet("id"), let text = query.textIfSet("expression") else {
          continue
        }
        do throws(MetricMathProblem) {
          nodes[id] = try MetricMathParser.parse(text, queries: nodes)
        } catch {
          problems.append((error, query))
        }
      }
      open = problems.map(\.1)
      guard open.count == before else { continue }
      for (problem, query) in problems {
        report.add(
          "\(report.path): `\(query.textIfSet("expression") ?? "")`, column \(problem.column):"
            + " \(problem.message)", at: query.place(of: "expression"))
      }
      return
    }
  }

  /// The one whose value counts.
  private static func returned(
    _ queries: [CheckedObject], _ object: CheckedObject, _ key: String, _ report: inout RuleReport
  ) -> CheckedObject? {
    let stated = queries.filter { $0.booleanIfSet("return_data") == true }
    let possible = queries.filter { $0.booleanIfSet("return_data") != false }
    let expressions = possible.filter { $0.places["expression"] != nil }
    let chosen =
      !stated.isEmpty ? stated : expressions.isEmpty ? possible : expressions
    guard chosen.count == 1 else {
      report.add(
        "\(report.key(key)): the value of exactly one must count, not of \(chosen.count);"
          + " `return_data: true` tells which", at: object.place(of: key))
      return nil
    }
    return chosen[0]
  }
}
