package import Units

/// The service metric that an alarm watches.
package enum ScalingMetric: String, BitwiseCopyable, Sendable, CaseIterable {
  /// `ECSServiceAverageCPUUtilization`, percent.
  case cpu
  /// `ECSServiceAverageMemoryUtilization`, percent.
  case memory
  /// `ALBRequestCountPerTarget`, requests per target and minute.
  case requestCountPerTarget = "alb_request_count_per_target"
  /// `ECSServiceAverageCPUUtilizationHighResolution`, percent, a point every 20 s.
  case cpuHighResolution = "cpu_high_resolution"
  /// `ECSServiceAverageMemoryUtilizationHighResolution`, percent, a point every 20 s.
  case memoryHighResolution = "memory_high_resolution"
  /// `ApproximateNumberOfMessagesVisible` of the service's queue.
  case queueDepth = "queue_depth"
  /// `ApproximateNumberOfMessagesNotVisible`: received, and neither deleted nor visible again.
  case messagesInFlight = "messages_in_flight"
  /// `ApproximateAgeOfOldestMessage`, seconds; without a message there is no point (Amazon SQS
  /// developer guide, "Available CloudWatch metrics for Amazon SQS").
  case oldestMessageAge = "oldest_message_age"
  /// `NumberOfMessagesSent`, a minute.
  case messagesSent = "messages_sent"
  /// Messages in the queue for each running task, as one publishes it oneself every minute.
  ///
  /// With no task running it is the number of messages, so that a service can start from zero: that
  /// is how AWS Copilot publishes its `BacklogPerTask`.
  case backlogPerTask = "backlog_per_task"
  /// `RunningTaskCount` of Container Insights, for metric math.
  case runningTaskCount = "running_task_count"
  /// `RequestCount` of the target group, requests a minute, for metric math.
  case requestCount = "alb_request_count"
  /// The result of a metric math expression.
  case metricMath = "metric_math"
  /// A metric of the user's own, of which nothing is known but a recording, at any resolution; which
  /// of them, a `MetricIdentity` says.
  case custom

  /// Time that one point covers, unless an alarm on a custom metric says otherwise.
  package var period: SimDuration { isHighResolution ? .seconds(20) : .seconds(60) }

  /// Whether points of `step` can make one of `period`: they are of that period themselves, or as
  /// fine as the metric is published and a whole number of them fills it.
  package func fills(_ period: SimDuration, with step: SimDuration) -> Bool {
    let isWhole = period.nanoseconds % step.nanoseconds == 0
    return isWhole && (step == period || step == self.period || self == .custom)
  }

  package var isHighResolution: Bool {
    self == .cpuHighResolution || self == .memoryHighResolution
  }

  /// A share of what the tasks have, at most 100.
  package var isPercent: Bool {
    switch self {
    case .cpu, .memory, .cpuHighResolution, .memoryHighResolution: true
    default: false
    }
  }

  /// Whether only a service that works on a queue has it.
  package var isOfQueue: Bool {
    switch self {
    case .queueDepth, .messagesInFlight, .oldestMessageAge, .messagesSent, .backlogPerTask: true
    default: false
    }
  }

  /// Whether only a service behind a load balancer has it.
  package var isOfLoadBalancer: Bool { self == .requestCountPerTarget || self == .requestCount }

  /// Whether a minute's point is made of a sample of each running task.
  package var hasTasks: Bool { self == .cpu || self == .memory }

  /// Whether values may be below zero.
  package var isSigned: Bool { self == .custom || self == .metricMath }

  /// Those that a policy can name as its metric; the others are found in metric math.
  package static let watchable = allCases.filter {
    ![.runningTaskCount, .requestCount, .metricMath].contains($0)
  }

  /// Those that a metric math expression can name.
  package static let ofMath = allCases.filter {
    !$0.isHighResolution && ![.custom, .metricMath, .backlogPerTask].contains($0)
  }

  /// How several points become one, where an alarm says nothing else.
  package var statistic: MetricStatistic {
    switch self {
    case .requestCountPerTarget, .requestCount, .messagesSent: .sum
    default: .average
    }
  }

  /// How long a point has ended before alarms see it (aws-autoscaling reference sections 2.3 and
  /// 11): two whole minutes for ECS, one for the load balancer, none for what one publishes oneself,
  /// about six seconds for 20 s points.
  ///
  /// Nothing is known of SQS and Container Insights, whose points come every minute as well: they are
  /// taken to be as late as those of the load balancer. Metric math waits for the latest of its
  /// metrics.
  package var defaultLag: SimDuration {
    switch self {
    case .cpu, .memory: .minutes(2)
    case .requestCountPerTarget, .requestCount, .runningTaskCount: .minutes(1)
    case .queueDepth, .messagesInFlight, .oldestMessageAge, .messagesSent: .minutes(1)
    case .custom, .backlogPerTask, .metricMath: .zero
    case .cpuHighResolution, .memoryHighResolution: .seconds(6)
    }
  }
}
