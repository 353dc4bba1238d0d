import Kernel
import Simulation
import Units
import Workload

/// Tasks that are healthy from the start, under a constant rate, for so many minutes.
struct EventDrivenSetup {
  var configuration: ServiceConfiguration
  var rate: Double
  var minutes: Int
  var tasks = 1
  var seed: UInt64 = 1

  /// - Parameter rate: requests a second.
  init(
    cpuUnits: Int, demand: Variate, wait: Variate = .constant(0), rate: Double, minutes: Int
  ) {
    configuration = ServiceConfiguration(
      name: "queue", cpuUnits: cpuUnits, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 10,
      initialTasks: 1, demand: RequestDemand(cpu: demand, wait: wait))
    self.rate = rate
    self.minutes = minutes
  }

  func run(_ discipline: QueueDiscipline) -> RequestPlane<EventDrivenEngine> {
    var configuration = configuration
    configuration.discipline = discipline
    let plane = RequestPlane<EventDrivenEngine>(
      configuration: configuration,
      profile: RateProfile(step: 60, expected: Array(repeating: rate * 60, count: minutes)),
      seed: seed)
    for task in 0..<tasks {
      plane.taskStarted(TaskID(index: task))
      plane.taskHealthy(TaskID(index: task))
    }
    for minute in 1...minutes {
      plane.advance(to: .minute(Int64(minute)))
      plane.closeMinute()
    }
    plane.finish()
    return plane
  }
}
