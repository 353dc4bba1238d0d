import Autoscaling
import Kernel
import Ledger
import Simulation
import Units
import Workload

/// A service of pods of one processor, 10 ms a request, that start within 5 s, under a small load.
enum PodSetup {
  enum Plane: CaseIterable { case fifo, eventDriven, fluid }

  static func service(min: Int, initial: Int? = nil, _ hpa: KubernetesHPA) -> ServiceConfiguration {
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(min: min, max: 10, initial: initial ?? max(1, min)))
    service.cpuUnits = 1024
    service.demand = RequestDemand(cpu: .constant(0.01))
    service.lifeCycle.provisioning = .seconds(5)
    service.lifeCycle.deregistrationDelay = .zero
    service.kubernetesHPA = hpa
    return service
  }

  /// `perSecond` requests in each minute.
  static func run(
    _ service: ServiceConfiguration, perSecond: [Double], on plane: Plane = .fifo
  ) -> ServiceOutcome {
    let profile = RateProfile(step: 60, expected: perSecond.map { $0 * 60 })
    let calendar = ControlSetup.calendar(seconds: Int64(perSecond.count) * 60)
    func run(_ plane: some DataPlane) -> ServiceOutcome {
      ServiceSimulation.run(
        configuration: service, plane: plane, calendar: calendar, seed: 1)
    }
    return switch plane {
    case .fifo: run(RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1))
    case .eventDriven:
      run(RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1))
    case .fluid:
      run(
        FluidPlane(model: FluidModel(service), profile: profile, calendar: calendar, seed: 1))
    }
  }
}
