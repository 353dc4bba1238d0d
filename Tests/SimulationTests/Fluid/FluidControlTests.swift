import Autoscaling
import Kernel
import Simulation
import Testing
import Units
import Workload

/// What scales a service has to see its flow as it sees its requests.
@Suite("Control planes over the fluid plane")
struct FluidControlTests {
  /// A day that needs two tasks, then seven, then two.
  private static let profile = RateProfile(
    step: 60, expected: (0..<1440).map { (400..<900).contains($0) ? 2000 : 600 })

  private func outcome<Plane: DataPlane>(
    _ service: ServiceConfiguration, _ plane: Plane
  ) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service, plane: plane, calendar: ControlSetup.calendar(seconds: 86_400),
      seed: 2)
  }

  @Test("Without a target the load balancer reports zero requests each, and CPU has no point")
  func noTarget() {
    var setup = FluidSetup(
      vCPU: 1, rate: 2, minutes: 3, demand: RequestDemand(cpu: .constant(0.01)))
    setup.tasks = 0
    var fluid = setup.fluid()
    let requests = setup.requests()
    for metrics in [fluid.closeMetricWindow(), requests.closeMetricWindow()] {
      #expect(metrics.requestsPerTarget == 0)
      #expect(metrics.cpuPercent == nil)
    }
    #expect(requests.closeMetricWindow().requestsPerTarget == nil)
  }

  @Test(
    "scale as over requests",
    arguments: ["pods", "pods with KEDA", "points of 20 s", "minutes", "requests per target"])
  func scaling(kind: String) {
    var service = ControlSetup.service()
    service.demand = RequestDemand(cpu: .exponential(mean: 0.03))
    // Scaling alone: what fails its checks in the first minutes is another matter.
    service.lifeCycle.unhealthyThreshold = 0
    switch kind {
    case "pods": service.kubernetesHPA = KubernetesHPA(target: 60)
    case "pods with KEDA":
      var hpa = KubernetesHPA(metrics: [
        PodMetric(.cpu, target: 60), PodMetric(.requestsPerSecond, target: 5),
      ])
      hpa.keda = KEDAScaler()
      service.minTasks = 0
      service.kubernetesHPA = hpa
    case "points of 20 s":
      service.policies = [TargetTracking(metric: .cpuHighResolution, target: 60)]
    case "minutes": service.policies = [TargetTracking(metric: .cpu, target: 60)]
    default: service.policies = [TargetTracking(metric: .requestCountPerTarget, target: 300)]
    }
    let fluid = outcome(
      service,
      FluidPlane(
        model: FluidModel(service), profile: Self.profile,
        calendar: ControlSetup.calendar(seconds: 86_400), seed: 2))
    let exact = outcome(
      service, RequestPlane<FIFOEngine>(configuration: service, profile: Self.profile, seed: 2))
    #expect(exact.maxRunning >= 6 && fluid.scaleOuts > 0 && fluid.scaleIns > 0)
    #expect(abs(fluid.meanRunning / exact.meanRunning - 1) < 0.15, "\(fluid.meanRunning)")
    #expect(abs(fluid.maxRunning - exact.maxRunning) <= 1)
  }
}
