import Autoscaling
import Kernel
import Scenarios
import Simulation
import Testing
import Units
import Workload

@Suite("Keys of a service that works on a queue")
struct QueueKeysTests: ScenarioKeys {
  private func worker(
    _ keys: String = "", messages: String = "{per_request: 0.5}", queue: String = "",
    top: String = "", resources: String = ""
  ) throws -> Scenario {
    let text = """
      name: keys
      period: 2026-12-01
      trace: {file: none.csv}
      \(top)
      services:
        web:
          cpu: 256
          memory: 512
          share: 1
          min: 1
          max: 4
          request: {cpu: {mean: 1ms}}
        worker:
          cpu: 2048
          memory: 4096
          min: 0
          max: 50
          queue:
            messages: \(messages)
            cpu: {mean: 200ms}
            \(queue)
          \(keys)
      resources:
        \(resources)
      """
    return try Scenario.read(Array(text.utf8), name: "keys.yaml")
  }

  @Test("the resolved text of a worker can be read again, with the same meaning")
  func readsBack() throws {
    let scenario = try worker("control_delays: {activity_timeout: 2h}")
    let again = try Scenario.read(Array(scenario.resolvedText.utf8), name: "resolved")
    #expect(again.resolvedText == scenario.resolvedText)
    #expect(again.services[1].queue != nil)
  }

  @Test("A queue, with SQS's defaults")
  func plain() throws {
    let service = try #require(try worker().services.last)
    let queue = try #require(service.queue)
    #expect(queue.source == .perRequest(0.5) && queue.visibilityTimeout == .seconds(30))
    #expect(queue.retention == .hours(96) && queue.maxReceiveCount == nil)
    #expect(queue.concurrency(of: service) == 2 && service.share == 0)
    #expect(service.demand.cpu == .lognormal(mean: 0.2, cv: 1))
    #expect(service.lifeCycle.timeToHealthy == service.lifeCycle.applicationBoot)
    #expect(service.lifeCycle.deregistrationDelay == .zero)
  }

  @Test("Every source and key")
  func all() throws {
    let month = try worker(
      messages: "{per_month: 73000}",
      queue: [
        "visibility_timeout: 5m", "max_receive_count: 3", "message_retention: 1h", "concurrency: 8",
        "idle_cpu: 0.01", "wait: {mean: 1s}", "memory: {base_mb: 100}",
      ].joined(separator: "\n      "))
    var queue = MessageQueue(source: .perMonth(73_000))
    queue.visibilityTimeout = .minutes(5)
    queue.maxReceiveCount = 3
    queue.retention = .hours(1)
    queue.concurrency = 8
    #expect(month.services.last?.queue == queue)
    let trace = try worker(messages: "{trace: {file: messages.csv, scale: 2, gaps: interpolate}}")
    guard case .trace(let path, let scale, _)? = trace.services.last?.queue?.source else {
      Issue.record("no trace")
      return
    }
    #expect(path.hasSuffix("messages.csv") && scale == Decimal12(trillionths: 2 * Decimal12.one))
  }

  @Test("Policies on the queue, also as AWS's metric math")
  func policies() throws {
    let service = try #require(
      try worker(
        """
        target_tracking:
              - {metric: backlog_per_task, target: 150}
              - target: 100
                customized_metric:
                  metrics:
                    - id: e1
                      label: Backlog
                      expression: m1 / m2
                      return_data: true
                    - id: m1
                      return_data: false
                      metric_stat:
                        metric:
                          metric_name: ApproximateNumberOfMessagesVisible
                          namespace: AWS/SQS
                          dimensions: {name: QueueName, value: my-queue}
                        stat: Sum
                    - {id: m2, metric: running_task_count, stat: Average, return_data: false}
            step_scaling:
              - alarm: {metric: oldest_message_age, comparison_operator: GreaterThanThreshold, threshold: 60}
                step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
              - alarm:
                  metric_query: [{id: m1, metric: messages_in_flight}, {id: e, expression: m1 * 2}]
                  comparison_operator: LessThanThreshold
                  threshold: 1
                step_adjustment: [{metric_interval_upper_bound: 0, scaling_adjustment: -1}]
        """
      ).services.last)
    #expect(
      service.policies.map(\.name) == [
        "backlog_per_task-target-tracking", "Backlog-target-tracking", "step-1-step-scaling",
        "step-2-step-scaling",
      ])
    let alarms = service.policies.flatMap(\.alarms)
    #expect(alarms[2].math?.metrics == [.queueDepth, .runningTaskCount])
    #expect(alarms[2].math?.text == "m1 / m2" && alarms[2].threshold == 100)
    #expect(alarms[4].metric == .oldestMessageAge)
    #expect(alarms[5].math?.label == "e" && alarms[5].metrics == [.messagesInFlight])
    #expect(service.metrics.lag(of: alarms[2]) == .minutes(1))
  }

  @Test("What has no meaning without a load balancer is refused with the reason, all of it")
  func refusals() {
    let found = problems {
      try worker(
        """
        share: 1
            slow_start: 30s
            deregistration_delay: 10s
            health_check: {interval: 5s}
            control_delays: {stop_to_deregister: 1s}
            deployment: {schedule: at(2026-12-01T06:00:00), type: blue_green}
            target_tracking: {metric: alb_request_count_per_target, target: 5}
            predictive: {target: 50}
        """)
    }
    #expect(found.count == 8)
    for part in [
      "worker.share is not allowed with `queue`, which has no load balancer: its messages are",
      "worker.slow_start is not", "worker.deregistration_delay is not", "no target group checks it",
      "control_delays.stop_to_deregister", "deployment.type must be `rolling` with `queue`",
      "`alb_request_count_per_target` is a load balancer's", "forecasts are those of requests",
    ] { #expect(found.contains { $0.contains(part) }, "\(part) in \(found)") }
  }

  @Test(
    "A queue's metrics need a queue, a service needs requests or messages, and one source of them")
  func needs() {
    #expect(
      problems { try scenario(service: "target_tracking: {metric: queue_depth, target: 5}") } == [
        "the metric `queue_depth` is one of a service with a `queue`"
      ])
    #expect(
      problems { try worker(messages: "{per_request: 1, per_month: 2}") } == [
        "services.worker.queue.messages must be one of `per_request`, `per_month`, `trace`, not"
          + " per_request and per_month"
      ])
    #expect(problems { try worker(messages: "{}") }.count == 1)
    #expect(
      problems { try worker("target_tracking: {metric: memory, target: 5}") } == [
        "services.worker.queue.memory is required where a policy watches `memory`: the MB that a"
          + " task uses"
      ])
    #expect(
      problems { try worker(top: "mode: fluid") } == [
        "services.worker.queue is simulated at request level only; `mode: request` is allowed"
      ])
    let neither = """
      name: keys
      period: 2026-12-01
      trace: {file: none.csv}
      services:
        web: {cpu: 256, memory: 512, min: 1, max: 4}
      """
    #expect(
      problems { try Scenario.read(Array(neither.utf8), name: "keys.yaml") } == [
        "services.web needs `share`: a number above 0, at most 1000000",
        "services.web needs `request`: a mapping",
      ])
  }

  @Test("Messages drive nothing that counts requests")
  func drivers() {
    #expect(
      problems {
        try worker(
          resources: "aws_lb: {front: {request_bytes: 1, response_bytes: 1,"
            + " lambda_traffic: {bytes_per_request: 1, service: worker}}}")
      }.contains { $0.hasPrefix("`worker` has messages of a queue and no requests") })
  }

  @Test(
    "Metric math is refused where AWS or a run has no such thing",
    arguments: [
      ("[{id: M1, metric: queue_depth}]", "the id `M1` must be a small letter"),
      (
        "[{id: m1, metric: queue_depth}, {id: m1, metric: cpu, return_data: false}]",
        "is there twice"
      ),
      ("[{id: m1}]", "not none"), ("[{id: m1, metric: cpu, expression: m1}]", "not metric and"),
      ("[{id: e1, expression: e1 + 1}]", "`e1 + 1`, column 1: `e1` is the id of no other metric"),
      ("[{id: e1, expression: 1 + 1}]", "`e1` looks at no metric"),
      ("[{id: m1, metric: queue_depth}, {id: e1, expression: m1 ^ 2}]", "column 4: `^`"),
      (
        "[{id: m1, metric: queue_depth}, {id: m2, metric: cpu}]", "exactly one must count, not of 2"
      ),
      ("[{id: m1, metric: cpu, stat: Maximum}]", "`cpu` is simulated as its `Average`"),
      (
        "[{id: m1, metric_stat: {metric: {metric_name: Cost, namespace: Mine}, stat: Sum}}]",
        "a run has no metric `Mine Cost`; allowed: `AWS/ECS CPUUtilization`"
      ),
      ("[]", "exactly one must count, not of 0"),
    ])
  func badMath(metrics: String, message: String) {
    let found = problems {
      try worker("target_tracking: {target: 5, customized_metric: {metrics: \(metrics)}}")
    }
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test("Metric math stands alone")
  func besides() {
    let found = problems {
      try worker(
        "target_tracking: {metric: cpu, target: 5, customized_metric: {metrics: [{id: m,"
          + " metric: queue_depth}]}}")
    }
    #expect(found.count == 1 && found[0].contains("metric is not allowed beside customized_metric"))
  }
}
