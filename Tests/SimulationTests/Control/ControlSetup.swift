import Autoscaling
import Kernel
import Ledger
import Simulation
import Units

/// Small services and periods for the control plane's tests.
enum ControlSetup {
  static func service(
    min: Int = 2, max: Int = 10, initial: Int = 2, policies: [any ScalingPolicy] = []
  ) -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 256, memoryMB: 512, share: 1, minTasks: min, maxTasks: max,
      initialTasks: initial, demand: RequestDemand(cpu: .constant(0.01)))
    service.policies = policies
    return service
  }

  /// Delays of zero everywhere and a constant start of a minute, as in benchmark workload W1.
  static func withoutDelays(_ service: ServiceConfiguration) -> ServiceConfiguration {
    var service = service
    service.metrics.lagMinutes = 0
    service.metrics.samplingOffset = .zero
    service.alarmPhases = AlarmPhases(high: .zero, low: .zero)
    service.lifeCycle.provisioning = .seconds(60)
    service.lifeCycle.imageMB = 0
    service.lifeCycle.startSigma = 0
    service.lifeCycle.applicationBoot = .zero
    service.lifeCycle.healthyThreshold = 0
    service.lifeCycle.alarmToActivity = .zero
    service.lifeCycle.activityToTask = .zero...(.zero)
    service.lifeCycle.stopToDeregister = .zero
    service.lifeCycle.deregistrationDelay = .zero
    service.lifeCycle.steadyToSuccess = .zero...(.zero)
    return service
  }

  /// A period from 2026-12-01T`hour`:`minute` of the given length.
  static func calendar(hour: Int64 = 0, minute: Int64 = 0, seconds: Int64) -> LedgerCalendar {
    let start = UTCTime(secondsSinceEpoch: 1_796_083_200 + hour * 3600 + minute * 60)
    guard let period = Period(start: start, end: start.advanced(bySeconds: seconds)) else {
      preconditionFailure("the period is empty")
    }
    return LedgerCalendar(period: period)
  }

  static func run(
    _ service: ServiceConfiguration, _ plane: RecordedPlane, minutes: Int64, seed: UInt64 = 1,
    replication: UInt64 = 0
  ) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service, plane: plane, calendar: calendar(seconds: minutes * 60), seed: seed,
      replication: replication)
  }
}
