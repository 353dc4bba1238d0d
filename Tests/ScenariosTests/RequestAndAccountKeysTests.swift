import Autoscaling
import Scenarios
import Simulation
import Testing
import Units

@Suite("Keys of how requests are served, of the account's quotas and of pods")
struct RequestAndAccountKeysTests: ScenarioKeys {
  @Test("Disciplines, workers and routing")
  func serving() throws {
    let plain = try #require(try scenario().services.first)
    #expect(!plain.followsRequests && plain.discipline == .fifo && plain.routing == .roundRobin)
    let web = try #require(
      try scenario(
        service: "load_balancing_algorithm_type: least_outstanding_requests",
        request: [
          "discipline: processor_sharing", "concurrency: 8", "backlog: 20", "quota_period: 100ms",
        ]
        .joined(separator: "\n      ")
      ).services.first)
    #expect(web.discipline == .processorSharing && web.concurrency == 8 && web.backlog == 20)
    #expect(web.quotaPeriod == .milliseconds(100) && web.routing == .leastOutstandingRequests)
    #expect(web.followsRequests)
  }

  @Test("What does not go together is refused, all of it")
  func refusals() {
    #expect(
      problems {
        try scenario(
          service: "slow_start: 30s\n    load_balancing_algorithm_type: least_outstanding_requests",
          request: "discipline: processor_sharing\n      backlog: 5")
      } == [
        "services.web.request.backlog needs a concurrency with processor_sharing, where no request"
          + " waits otherwise",
        "services.web.slow_start must be 0s with least_outstanding_requests",
      ])
    #expect(
      problems { try scenario(request: "quota_period: 100ms") } == [
        "services.web.request.quota_period belongs to the discipline processor_sharing"
      ])
    #expect(
      problems {
        try scenario(
          service: "load_balancing_algorithm_type: least_outstanding_requests",
          request: "concurrency: 3\n      discipline: processor_sharing", top: "mode: fluid")
      }
        == [
          "services.web.request.concurrency", "services.web.request.discipline",
          "services.web.load_balancing_algorithm_type",
        ].map { "\($0) is simulated at request level only; `mode: request` is allowed" })
  }

  @Test("Health checks have the load balancer's ranges")
  func healthChecks() throws {
    let health = "health_check: {interval: 5s, timeout: 2s, healthy_threshold: 2}"
    let web = try #require(try scenario(service: health).services.first)
    #expect(web.lifeCycle.healthCheckInterval == .seconds(5) && !web.lifeCycle.stopsAnyTask)
    let any = try #require(try scenario(service: "scale_in_order: random").services.first)
    #expect(any.lifeCycle.stopsAnyTask)
    let wrong =
      "health_check: {interval: 4s, timeout: 1s, healthy_threshold: 1, unhealthy_threshold: 11}"
    let found = problems { try scenario(service: wrong) }
    let range = "must be a duration such as `250ms`, `60s`, `5m` or `1h`, from"
    #expect(
      found
        == [
          "interval \(range) 5s to 5m, not `4s`", "timeout \(range) 2s to 2m, not `1s`",
          "healthy_threshold must be 0, which skips the checks, or 2 to 10, not 1",
          "unhealthy_threshold must be a whole number from 0 to 10, not `11`",
        ].map { "services.web.health_check.\($0)" })
  }

  @Test("The account's quotas are every service's, and hold at the start")
  func quotas() throws {
    let plain = try scenario()
    #expect(plain.fargateQuotas == FargateQuotas())
    let limited = try scenario(
      top: "fargate_quotas: {launch_burst: 10, launches_per_second: 1, on_demand_vcpus: 2}")
    #expect(limited.fargateQuotas.launchBurst == 10)
    #expect(limited.fargateQuotas.launchesPerSecond == 1)
    #expect(limited.fargateQuotas.onDemandVCPUs == 2 && limited.fargateQuotas.spotVCPUs == nil)
    #expect(limited.services.allSatisfy { $0.fargateQuotas == limited.fargateQuotas })
    #expect(
      problems {
        try scenario(
          service:
            "initial: 4\n    capacity_provider_strategy: [{capacity_provider: FARGATE, base: 1,"
            + " weight: 0}, {capacity_provider: FARGATE_SPOT, weight: 1}]",
          top: "fargate_quotas: {on_demand_vcpus: 0.25, spot_vcpus: 0.5}")
      } == [
        "fargate_quotas.spot_vcpus must not be below the 0.75 vCPUs of the tasks that run at the start"
      ])
  }

  @Test("A pod autoscaler has one target or several metrics, and KEDA its trigger")
  func pods() throws {
    let web = try #require(
      try scenario(
        service: "kubernetes_hpa: {metrics: [{metric: cpu, target: 60},"
          + " {metric: requests_per_second, target: 25}], keda: {activation_threshold: 2}}", min: 0
      ).services.first)
    let hpa = try #require(web.kubernetesHPA)
    #expect(
      hpa.metrics == [PodMetric(.cpu, target: 60), PodMetric(.requestsPerSecond, target: 25)])
    #expect(hpa.keda?.activationThreshold == 2 && hpa.keda?.pollingInterval == .seconds(30))
    func refused(_ hpa: String, min: Int = 1) -> [String] {
      problems { try scenario(service: "kubernetes_hpa: \(hpa)", min: min) }
    }
    let hpaKey = "services.web.kubernetes_hpa"
    #expect(refused("{}") == ["\(hpaKey) needs `target` or `metrics`"])
    #expect(
      refused("{target: 50, metrics: [{metric: cpu, target: 60}]}") == [
        "\(hpaKey).metrics is in place of target; one of the two is allowed"
      ])
    #expect(refused("{metrics: []}") == ["\(hpaKey).metrics must name a metric"])
    #expect(
      refused("{metrics: [{metric: cpu, target: 60}, {metric: cpu, target: 50}]}") == [
        "\(hpaKey).metrics: `cpu` is there twice; each metric once is allowed"
      ])
    #expect(
      refused("{target: 50, keda: {}}") == [
        "\(hpaKey).keda needs `requests_per_second` among the metrics: its trigger"
      ])
    #expect(refused("{target: 50}", min: 0).count == 1)
    #expect(refused("{metrics: [{metric: memory, target: 60}]}").count == 1)
  }
}
