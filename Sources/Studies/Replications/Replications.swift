internal import Simulation
package import Units

/// The same questions under several draws of all randomness.
///
/// Replication r of every plan meets the same draws, as all randomness is keyed by seed, replication,
/// component and entity: differences between plans are paired, and what is common cancels.
package enum Replications {
  /// Which of the runs a result is.
  package struct Place: Sendable, Hashable {
    package let plan: Int
    package let replication: Int
  }

  /// Runs every plan `count` times from replication 0 on and keeps what `sample` makes of each run.
  ///
  /// - Parameter sample: what to keep of a run, with the number of its plan.
  package static func run<Sample: Sendable>(
    _ plans: [RunPlan], count: Int, threads: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    sample: (Int, RunResult) throws(InputError) -> Sample
  ) async throws(InputError) -> [[Sample]] {
    try await run(plans, replications: 0..<count, threads: threads, progress: progress) {
      place, result throws(InputError) in try sample(place.plan, result)
    }
  }

  /// Runs some replications of every plan and keeps what `sample` makes of each run.
  ///
  /// Services of all plans and replications run side by side on at most `threads` threads; those of a
  /// run whose launches would meet a quota of their account run once more, taking turns. Whole
  /// results are dropped as soon as they are sampled, so that memory does not grow with their number;
  /// samples come in the order of the plans and replications, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - plans: the questions; their own seeds hold.
  ///   - replications: 0 is the run that `simulate` makes.
  ///   - progress: is told the done share, from any thread.
  ///   - sample: what to keep of a run.
  /// - Returns: for each plan its samples by replication.
  /// - Throws: `InputError.invalid` when a price that some usage needs is missing.
  package static func run<Sample: Sendable>(
    _ plans: [RunPlan], replications: Range<Int>, threads: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    sample: (Place, RunResult) throws(InputError) -> Sample
  ) async throws(InputError) -> [[Sample]] {
    let services = plans.map(\.scenario.servicesWithWholeShares)
    let counter = RunProgress(
      minutes: plans.reduce(0) { $0 + $1.simulatedMinutes } * Int64(replications.count),
      report: progress)
    var jobs: [Job] = []
    for plan in plans.indices {
      for replication in replications {
        jobs += services[plan].indices.map { Job(plan, replication, service: $0) }
      }
    }
    var collected = [[Gathering<Sample>]](
      repeating: [Gathering](repeating: Gathering(), count: replications.count),
      count: plans.count)
    let fault = await withTaskGroup(of: (Job, [ServiceOutcome]).self) { group -> InputError? in
      var next = 0
      var running = 0
      func addTasks() {
        while next < jobs.count, running < max(1, threads) {
          let job = jobs[next]
          let plan = plans[job.plan]
          let members = job.members(of: services[job.plan])
          group.addTask {
            let progress = job.service == nil ? nil : counter
            return (
              job,
              plan.outcomes(
                of: members, replication: UInt64(job.replication), progress: progress)
            )
          }
          next += 1
          running += 1
        }
      }
      addTasks()
      for await (job, found) in group {
        running -= 1
        addTasks()
        let (plan, index) = (plans[job.plan], job.replication - replications.lowerBound)
        let outcomes = collected[job.plan][index].add(found, of: job)
        guard outcomes.count == services[job.plan].count else { continue }
        guard job.service == nil || plan.fitTogether(outcomes) else {
          jobs.append(Job(job.plan, job.replication, service: nil))
          addTasks()
          continue
        }
        do throws(InputError) {
          let result = try plan.result(of: outcomes)
          let place = Place(plan: job.plan, replication: job.replication)
          collected[job.plan][index] = Gathering(sample: try sample(place, result))
        } catch {
          group.cancelAll()
          return error
        }
      }
      return nil
    }
    if let fault { throw fault }
    return collected.map { $0.compactMap(\.sample) }
  }

  /// One service of one plan under one replication's draws, or all of its services in one account.
  private struct Job: Sendable {
    let plan: Int
    let replication: Int
    let service: Int?

    init(_ plan: Int, _ replication: Int, service: Int?) {
      self.plan = plan
      self.replication = replication
      self.service = service
    }

    func members(of services: [ServiceConfiguration]) -> [ServiceConfiguration] {
      service.map { [services[$0]] } ?? services
    }
  }

  /// The outcomes of one run as they come in, then the sample that was made of them.
  private struct Gathering<Sample: Sendable>: Sendable {
    private var found: [(service: Int, outcome: ServiceOutcome)] = []
    private(set) var sample: Sample?

    init(sample: Sample? = nil) { self.sample = sample }

    /// Adds what a job found.
    ///
    /// - Returns: what is known of the run now, in the services' order.
    mutating func add(_ outcomes: [ServiceOutcome], of job: Job) -> [ServiceOutcome] {
      guard let service = job.service else { return outcomes }
      let place = found.firstIndex { $0.service > service } ?? found.count
      found.insert((service, outcomes[0]), at: place)
      return found.map(\.outcome)
    }
  }
}
