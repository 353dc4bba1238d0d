/// One program and what its rounds took.
struct Contender {
  enum Name: String {
    case month = "tosscost, month at request level"
    case day = "tosscost, day at request level"
    case fluid = "tosscost, month in fluid mode"
    case fluidMonths = "tosscost, 200 months in fluid mode"
    case recursion = "C++ scalar recursion, 10 days"
    case limitScalar = "limit kws, 10 days"
    case limitRoundRobin = "limit rr, 10 days"
    case simpy = "SimPy, one hour"
    case oneThread = "tosscost, 32 days on 1 thread"
    case twoThreads = "tosscost, 32 days on 2 threads"
    case queue = "event queue, 1,000 pending"
    case heap = "C++ 4-ary heap, 1,000 pending"
  }

  let name: Name
  let command: [String]
  /// Where the work done stands in the output: requests or pairs; `nil` for none.
  let workKey: String?
  private(set) var usages: [ProcessUsage] = []
  private var isAbsent = false

  /// All programs in the order in which a round runs them: those to be compared side by side.
  static func all(
    tosscost: String, bench: String, reference: String, limit: String?, scenarios: String
  ) -> [Contender] {
    func simulate(_ scenario: String, _ more: [String] = []) -> [String] {
      [tosscost, "simulate", "\(scenarios)/\(scenario).yaml", "--store", "none", "--threads", "1"]
        + ["--format", "json"] + more
    }
    func replicate(_ threads: Int) -> [String] {
      [bench, "replications", "\(scenarios)/benchmark-day.yaml", "--count", "32"]
        + ["--threads", "\(threads)"]
    }
    var all = [
      Contender(.month, simulate("benchmark-month"), work: "requests"),
      Contender(.recursion, [reference, "recursion", "10", "1"], work: "requests"),
    ]
    if let limit {
      all.append(Contender(.limitScalar, [limit, "kws", "10", "day"], work: nil))
      all.append(Contender(.limitRoundRobin, [limit, "rr", "10", "day"], work: nil))
    }
    all += [
      Contender(.day, simulate("benchmark-day"), work: "requests"),
      Contender(.oneThread, replicate(1), work: "requests"),
      Contender(.twoThreads, replicate(2), work: "requests"),
      Contender(.queue, [bench, "hold"], work: "pairs"),
      Contender(.heap, [reference, "hold", "1000", "20000000"], work: "pairs"),
      Contender(.fluid, simulate("benchmark-month", ["--mode", "fluid"]), work: nil),
      Contender(.fluidMonths, [bench, "fluid-months", "--months", "200"], work: nil),
      Contender(.simpy, ["python3", "benchmarks/simpy_reference.py"], work: "requests"),
    ]
    return all
  }

  private init(_ name: Name, _ command: [String], work: String?) {
    self.name = name
    self.command = command
    workKey = work
  }

  /// Runs it once more; one that fails is left out from then on.
  mutating func measure() {
    guard !isAbsent else { return }
    guard let usage = ChildProcess.run(command) else {
      isAbsent = true
      usages = []
      return
    }
    usages.append(usage)
  }

  /// The median over the rounds that have the value; `nil` when none has.
  func median(_ value: (ProcessUsage) -> Double?) -> Double? {
    let values = usages.compactMap(value).sorted()
    return values.isEmpty ? nil : values[values.count / 2]
  }

  /// Requests or pairs of one run.
  var work: Double? {
    guard let usage = usages.first else { return nil }
    guard let workKey else { return name == .fluid || name == .fluidMonths ? nil : 86_400_000 }
    return usage.number(after: workKey)
  }

  /// Work per CPU second of the whole process.
  var rate: Double? {
    guard let work, let cpu = median(\.cpuSeconds), cpu > 0 else { return nil }
    return work / cpu
  }
}
