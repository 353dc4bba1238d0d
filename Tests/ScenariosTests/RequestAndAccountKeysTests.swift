import Autoscaling
import Kernel
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

  @Test("Stickiness is the target group's, and a connection has a duration")
  func boundWork() throws {
    let sticky = try #require(
      try scenario(
        request:
          "stickiness: {cookie_duration: 1h, requests_per_session: 20, request_interval: 15s}"
      ).services.first)
    #expect(
      sticky.stickiness
        == Stickiness(
          cookieDuration: .minutes(60), requestsPerSession: 20, requestInterval: .seconds(15)))
    #expect(sticky.followsRequests && sticky.connection == nil)
    let connected = try #require(
      try scenario(
        request: "connection: {duration: {mean: 30m}, cpu_per_second: 0.05ms, reconnects: false}"
      ).services.first)
    #expect(connected.connection?.duration == .exponential(mean: 1800))
    #expect(connected.connection?.cpuPerSecond == 0.000_05)
    #expect(connected.connection?.reconnects == false && connected.followsRequests)
    let plain = try #require(
      try scenario(
        request: "stickiness: {requests_per_session: 1, request_interval: 1s}\n"
          + "      connection: {duration: {mean: 1m, distribution: lognormal, cv: 2}}"
      ).services.first)
    #expect(plain.stickiness?.cookieDuration == .minutes(1440))
    #expect(plain.connection?.duration == .lognormal(mean: SimDuration.minutes(1).inSeconds, cv: 2))
    #expect(plain.connection?.cpuPerSecond == 0 && plain.connection?.reconnects == true)
  }

  @Test("Stickiness and connections out of range are refused, each at its place")
  func boundWorkRefusals() {
    let found = problems {
      try scenario(
        request: "stickiness: {cookie_duration: 8d, requests_per_session: 0.5}\n"
          + "      connection: {duration: {mean: 0s, cv: 2}, cpu_per_second: 2s}")
    }
    let duration = "must be a duration such as `250ms`, `60s`, `5m` or `1h`, from"
    #expect(
      found == [
        "services.web.request.stickiness needs `request_interval`: a duration such as `250ms`, `60s`,"
          + " `5m` or `1h`, from 1ms to 1d",
        "services.web.request.stickiness.cookie_duration \(duration) 1s to 7d, not `8d`",
        "services.web.request.stickiness.requests_per_session must be a number from 1 to 1000000,"
          + " not `0.5`",
        "services.web.request.connection.duration.mean \(duration) 1ms to 7d, not `0s`",
        "services.web.request.connection.duration.cv belongs to a lognormal distribution; a"
          + " distribution that is exponential has none",
        "services.web.request.connection.cpu_per_second \(duration) 0s to 1s, not `2s`",
      ])
    #expect(
      problems {
        try scenario(
          request: "stickiness: {requests_per_session: 20, request_interval: 15s}\n"
            + "      connection: {duration: {mean: 30m}}", top: "mode: fluid")
      }
        == ["stickiness", "connection"].map {
          "services.web.request.\($0) is simulated at request level only; `mode: request` is"
            + " allowed"
        })
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
