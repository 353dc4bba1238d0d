import Kernel
import Simulation
import Testing
import Units
import Workload

/// Tasks of a service under a constant rate, told what happens to them minute by minute.
struct BoundWorkSetup {
  let plane: RequestPlane<EventDrivenEngine>
  private(set) var minute: Int64 = 0
  private var started = 0
  private var serving: Set<TaskID> = []

  /// - Parameters:
  ///   - rate: requests a second.
  ///   - tasks: healthy from the start.
  init(
    rate: Double, minutes: Int, tasks: Int, demand: Variate = .constant(0.0001), seed: UInt64 = 1,
    configure: (inout ServiceConfiguration) -> Void
  ) {
    var configuration = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 10,
      initialTasks: tasks, demand: RequestDemand(cpu: demand))
    configure(&configuration)
    plane = RequestPlane(
      configuration: configuration,
      profile: RateProfile(step: 60, expected: Array(repeating: rate * 60, count: minutes)),
      seed: seed)
    for _ in 0..<tasks { start() }
  }

  mutating func start() {
    let task = TaskID(index: started)
    started += 1
    plane.taskStarted(task)
    plane.taskHealthy(task)
    serving.insert(task)
  }

  /// - Parameter pieces: in how many steps each minute passes.
  mutating func pass(_ minutes: Int, pieces: Int64 = 1) {
    for _ in 0..<minutes {
      for piece in 1...pieces {
        plane.advance(
          to: SimTime(nanoseconds: (minute * pieces + piece) * 60_000_000_000 / pieces))
      }
      plane.closeMinute()
      minute += 1
    }
  }

  /// The target gets no new requests.
  mutating func drain(_ task: TaskID) {
    serving.remove(task)
    plane.taskDraining(task)
  }

  /// A minute as the targets shared it that serve now.
  struct Minute {
    var targets = 0
    var leastRequests = Int32.max
    var mostRequests: Int32 = 0
    var leastConnections = Int32.max
    var mostConnections: Int32 = 0
    /// Of all tasks.
    var connections: Int64 = 0
    var cut: Int64 = 0
  }

  var minutes: [Minute] {
    var minutes = Array(repeating: Minute(), count: Int(minute))
    for row in plane.boundWork.map({ Array($0.targets) }) ?? [] {
      var shared = minutes[Int(row.minute)]
      shared.connections += Int64(row.connections)
      shared.cut += Int64(row.cut)
      if serving.contains(row.task) {
        shared.targets += 1
        shared.leastRequests = min(shared.leastRequests, row.requests)
        shared.mostRequests = max(shared.mostRequests, row.requests)
        shared.leastConnections = min(shared.leastConnections, row.connections)
        shared.mostConnections = max(shared.mostConnections, row.connections)
      }
      minutes[Int(row.minute)] = shared
    }
    return minutes
  }

  /// The minute that has just passed.
  var last: Minute {
    get throws { try #require(minutes.last) }
  }

  /// The least and the most requests of a target, means over the last minutes.
  func requests(overLast count: Int) -> (least: Double, most: Double) {
    let rows = minutes.suffix(count)
    return (
      rows.reduce(0) { $0 + Double($1.leastRequests) } / Double(count),
      rows.reduce(0) { $0 + Double($1.mostRequests) } / Double(count)
    )
  }
}
