import Kernel
import Ledger
import Simulation
import Units
import Workload

/// A service with constant tasks under a constant rate, in either plane.
struct FluidSetup {
  var configuration: ServiceConfiguration
  var tasks = 1
  /// Requests a second of the whole service.
  var rate: Double
  var minutes: Int

  init(vCPU: Int, tasks: Int = 1, rate: Double, minutes: Int, demand: RequestDemand) {
    configuration = ServiceConfiguration(
      name: "queue", cpuUnits: vCPU * 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 16,
      initialTasks: tasks, demand: demand)
    self.tasks = tasks
    self.rate = rate
    self.minutes = minutes
  }

  var profile: RateProfile {
    RateProfile(step: 60, expected: [Double](repeating: rate * 60, count: minutes))
  }

  func fluid() -> FluidPlane {
    var plane = FluidPlane(
      model: FluidModel(configuration), profile: profile,
      calendar: ControlSetup.calendar(seconds: Int64(minutes) * 60), seed: 1)
    run(&plane)
    return plane
  }

  func requests() -> RequestPlane<FIFOEngine> {
    var plane = RequestPlane<FIFOEngine>(configuration: configuration, profile: profile, seed: 1)
    run(&plane)
    return plane
  }

  private func run<Plane: DataPlane>(_ plane: inout Plane) {
    for index in 0..<tasks {
      plane.taskStarted(TaskID(index: index))
      plane.taskHealthy(TaskID(index: index))
    }
    for minute in 1...minutes {
      plane.advance(to: .minute(Int64(minute)))
      plane.closeMinute()
    }
  }
}
