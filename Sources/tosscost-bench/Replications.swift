import ArgumentParser
import Ledger
import Scenarios
import Simulation
import Studies
import Units
import Workload

/// Replications of a scenario's services on a number of threads.
struct Replications: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate replications of a scenario's services side by side.")

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Option(help: "Folder of the price list.")
  var prices = "data/prices"

  @Option(help: "Replications to run.")
  var count = 8

  @Option(help: "Replications at one time.")
  var threads = 1

  func run() async throws {
    let plan = try RunPlan(
      scenario: try Scenario.load(path: scenario), options: RunOptions(), pricesFolder: prices,
      planPath: nil)
    let services = plan.scenario.services
    let calendar = LedgerCalendar(period: plan.period)
    let clock = ContinuousClock()
    let begin = clock.now
    let requests = await withTaskGroup(of: Int64.self) { group in
      var next = 0
      func add() {
        let replication = UInt64(next)
        next += 1
        group.addTask {
          services.reduce(0) { sum, service in
            let plane = RequestPlane<FIFOEngine>(
              configuration: service, profile: plan.profile, seed: plan.seed,
              replication: replication)
            let outcome = ServiceSimulation.run(
              configuration: service, plane: plane, calendar: calendar, seed: plan.seed,
              replication: replication)
            return sum + outcome.offered
          }
        }
      }
      while next < min(count, threads) { add() }
      var sum: Int64 = 0
      for await offered in group {
        sum += offered
        if next < count { add() }
      }
      return sum
    }
    let wall = (clock.now - begin).components
    let seconds = Double(wall.seconds) + Double(wall.attoseconds) * 1e-18
    print("{\"requests\": \(requests), \"seconds\": \(seconds)}")
  }
}
