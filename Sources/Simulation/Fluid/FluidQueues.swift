/// The queues of a service's tasks, in groups that are in the same state, and the flow through them.
struct FluidQueues {
  /// Waits up to the ordinary one, at utilisations up to so much, are at rest within seconds: one step.
  private static let ordinaryUtilisation = 0.9
  /// Length of a step beyond that, in seconds.
  private static let fineStep = 10.0

  private let model: FluidModel
  // Constants of the loop, beside it.
  private let servers: Double
  private let serviceMean: Double
  /// Seconds that a request without a wait is open.
  private let openRest: Double
  /// Seconds up to which a wait is ordinary.
  private let ordinaryWait: Double
  private let hasQueueLimit: Bool
  /// Whether somebody watches a statistic over tasks.
  private let countsTasks: Bool

  private var groups = FluidGroups()
  private var grouping = FluidGrouping()
  /// What a task of each group has done since groups were made; empty where nobody asks.
  private var done: [TaskFlow] = []
  /// Tasks that count in the CPU metric, and those that get requests.
  private var running = 0.0
  private var receivers = 0
  private var gone = 0
  /// Servers of all receivers, and how busy a request a second would keep them.
  private var capacity = 0.0
  private var busyPerRate = 0.0
  /// The waits and the latency table for so many receivers.
  private var curve: WaitCurve
  private var table = 0
  /// Requests a second of the whole service.
  private var offered = 0.0
  private var rates: FlowRates
  /// What pushes the receivers' waits up at these rates.
  private var push = 0.0
  /// Whether all tasks that work are alike and get all requests, few enough for waits to be ordinary.
  private var isPlain = false
  /// Whether that is so, and no task is counted apart.
  private var isQuick = false

  init(_ model: FluidModel) {
    self.model = model
    servers = Double(model.configuration.serversPerTask)
    serviceMean = model.serviceMean
    openRest = model.openTime.rest
    ordinaryWait = model.ordinaryWait
    hasQueueLimit = model.configuration.backlog != nil
    countsTasks = model.configuration.watchesTasks
    curve = model.waits(ofCurve: 0)
    rates = FlowRates(offered: 0, receivers: 0, gone: 0, busyPerRate: 0)
  }

  /// The load is so many requests a second from now on.
  @inline(__always)
  mutating func offer(_ rate: Double) {
    offered = rate
    splitRate()
  }

  @inline(__always)
  private mutating func splitRate() {
    rates = FlowRates(
      offered: offered, receivers: receivers, gone: gone, busyPerRate: busyPerRate)
    push = curve.push(rates.utilisation)
    isPlain =
      groups.areOthersAtRest && receivers > 0 && rates.unreachable == 0 && !hasQueueLimit
      && rates.utilisation <= Self.ordinaryUtilisation
    isQuick = isPlain && !countsTasks
  }

  /// Whether no groups can have become one: each has requests or none, and nobody has a backlog.
  var isSettled: Bool { groups.count <= 1 || groups.isPairWithoutBacklog }

  /// Requests a second that each receiver gets; 0 without any.
  var ratePerReceiver: Double { receivers > 0 ? rates.reachable / Double(receivers) : 0 }

  /// Mean seconds that a request waits at a task of the group; 0 at a task without one.
  func wait(ofGroup group: Int?) -> Double { group.map { groups[$0].wait } ?? 0 }

  /// What each task of the group has done since groups were made.
  func done(inGroup group: Int?) -> TaskFlow {
    guard countsTasks, let group else { return TaskFlow() }
    return done[group]
  }

  /// Whether tasks of the group get requests.
  func receives(group: Int?) -> Bool { group.map { groups[$0].receives } ?? false }

  /// The longest wait of all groups, in seconds.
  var longestWait: Double {
    var longest = 0.0
    for index in 0..<groups.count where groups[index].tasks > 0 {
      longest = max(longest, groups[index].wait)
    }
    return longest
  }
}

// Groups are made anew when tasks come and go or a backlog may have ended.
extension FluidQueues {
  mutating func beginGrouping() {
    grouping.begin(&groups)
    done.removeAll(keepingCapacity: true)
    receivers = 0
  }

  /// Puts the next task into a group.
  ///
  /// - Parameter before: the task's group up to now, whose state it brings along.
  /// - Returns: its group; `nil` for a task without work and without load.
  mutating func join(from before: Int?, receives: Bool, isDraining: Bool) -> Int? {
    if receives { receivers += 1 }
    let group = grouping.join(&groups, from: before, receives: receives, isDraining: isDraining)
    if countsTasks { countNewGroups() }
    return group
  }

  /// Begins to count what tasks of groups do that have just been made.
  private mutating func countNewGroups() {
    while done.count < groups.count { done.append(TaskFlow()) }
  }

  /// Whether there are more groups than a few: then one task moves at a time.
  var isCrowded: Bool { groups.count > FluidGroup.fewGroups }

  /// Takes a task out of its group; one without tasks stays until groups are made anew.
  mutating func leave(_ group: Int?) {
    guard let group else { return }
    groups[group].tasks -= 1
    if groups[group].receives { receivers -= 1 }
  }

  /// Moves one task to the group of tasks like it, with its state.
  ///
  /// - Returns: its group; `nil` for a task without work and without load.
  /// - Complexity: O(groups).
  mutating func move(from before: Int?, receives: Bool, isDraining: Bool) -> Int? {
    leave(before)
    if receives { receivers += 1 }
    let group = groups.join(
      before.map { groups[$0] }, receives: receives, isDraining: isDraining)
    if countsTasks { countNewGroups() }
    return group
  }

  /// - Parameters:
  ///   - tasks: all that run.
  ///   - gone: those that are gone and still get requests.
  mutating func endGrouping(tasks: Int, gone: Int) {
    let place = model.curve(tasks: receivers)
    curve = model.waits(ofCurve: place)
    table = model.table(ofCurve: place)
    running = Double(tasks)
    self.gone = gone
    capacity = Double(receivers) * servers
    busyPerRate = receivers > 0 ? serviceMean / capacity : 0
    splitRate()
  }
}

// The flow from one instant to the next.
extension FluidQueues {
  /// Whether all tasks that work are alike, all requests theirs, and waits ordinary.
  @inline(__always)
  private var isUsual: Bool {
    isPlain && groups.first.backlog == 0 && groups.first.wait <= ordinaryWait
  }

  /// Whether that is so, and no task is counted apart: then `flowUsually` is all there is to do.
  @inline(__always)
  var flowsQuickly: Bool {
    isQuick && groups.first.backlog == 0 && groups.first.wait <= ordinaryWait
  }

  /// `flow` where that is so.
  @inline(__always)
  mutating func flowUsually(
    seconds: Double, noise: MetricNoise.Deviation, into minute: inout MinuteFlow,
    record: inout MinuteRecord
  ) -> FlowSums {
    let arrived = rates.reachable * seconds
    let before = groups.first.wait
    let wait = WaitFlow.step(
      before, utilisation: rates.utilisation, push: push, seconds: seconds)
    groups.first.wait = wait
    let latency = wait + openRest
    record.arrive(arrived)
    minute.addOrdinary(arrived, wait: wait, latency: latency, table: table)
    let noisy = rates.root * seconds
    return FlowSums(
      requests: arrived + noise.requests * noisy, latencySeconds: arrived * latency,
      work: capacity * (rates.utilisation * seconds - (wait - before))
        + noise.work * noisy * serviceMean,
      runningSeconds: running * seconds, receivingSeconds: Double(receivers) * seconds)
  }

  /// The flow at a constant rate with constant tasks.
  ///
  /// - Parameters:
  ///   - minute: takes the requests with what they meet.
  ///   - record: counts them.
  /// - Returns: what has flowed, with its noise.
  @inline(never)
  mutating func flow(
    seconds: Double, noise: MetricNoise.Deviation, into minute: inout MinuteFlow,
    record: inout MinuteRecord
  ) -> FlowSums {
    if isUsual {
      let sums = flowUsually(seconds: seconds, noise: noise, into: &minute, record: &record)
      count(sums.work, requests: rates.reachable * seconds, in: 0)
      return sums
    }
    let latencyBefore = minute.latencySeconds
    let arrived = rates.reachable * seconds
    var sums = FlowSums(requests: arrived, runningSeconds: running * seconds)
    if rates.unreachable > 0 {
      let lost = rates.unreachable * seconds
      sums.requests += lost
      minute.addUnreachable(lost, seconds: model.limits.connect)
    }
    record.arrive(sums.requests)
    if receivers > 0 {
      sums.receivingSeconds = Double(receivers) * seconds
      sums.requests += noise.requests * rates.root * seconds
      sums.work = work(seconds: seconds, noise: noise.work, into: &minute)
    } else {
      minute.addUnavailable(arrived)
      for index in 0..<groups.count {
        let done = fineFlow(index, utilisation: 0, seconds: seconds, into: &minute)
        count(done, in: index)
        sums.work += done
      }
    }
    sums.latencySeconds = minute.latencySeconds - latencyBefore
    return sums
  }

  /// - Returns: server-seconds of work done by all groups, with its noise.
  private mutating func work(
    seconds: Double, noise: Double, into minute: inout MinuteFlow
  ) -> Double {
    var work = 0.0
    var busy = 0.0
    var varyingParts: [Double] = []
    for index in 0..<groups.count {
      let receives = groups[index].receives
      let utilisation = receives ? rates.utilisation : 0
      let done =
        isOrdinary(groups[index], utilisation: utilisation)
        ? ordinaryFlow(index, utilisation: utilisation, seconds: seconds, into: &minute)
        : fineFlow(index, utilisation: utilisation, seconds: seconds, into: &minute)
      work += done
      if receives { busy += done }
      if countsTasks {
        let requests = varyingRequests(index, done: done, seconds: seconds)
        varyingParts.append(requests)
        count(done, requests: requests, in: index)
      }
    }
    let varying = varying(busy: busy, of: capacity * seconds)
    let noisy = varying * noise * rates.root * seconds * serviceMean
    if countsTasks { share(noisy, among: varyingParts) }
    return work + noisy
  }

  /// Which part of its noise the work done has: where no server is ever idle it cannot vary.
  @inline(__always)
  private func varying(busy: Double, of capacity: Double) -> Double {
    guard rates.utilisation > Self.ordinaryUtilisation else { return 1 }
    let idle = 1 - busy / capacity
    return min(1, max(0, idle / (1 - Self.ordinaryUtilisation)))
  }

  /// Counts the noise of the work done with those groups whose work varies.
  private mutating func share(_ noisy: Double, among requests: [Double]) {
    let total = requests.reduce(0, +)
    guard total > 0 else { return }
    for (index, part) in requests.enumerated() { count(noisy * part / total, in: index) }
  }

  /// How many requests a group gets by whose CPU times its work varies.
  private func varyingRequests(_ index: Int, done: Double, seconds: Double) -> Double {
    let group = groups[index]
    guard group.receives, group.tasks > 0 else { return 0 }
    let varying = varying(busy: done, of: Double(group.tasks) * servers * seconds)
    return rates.reachable * seconds * share(of: group) * varying * varying
  }

  /// The group's share of the requests: round robin gives each receiver as many.
  private func share(of group: FluidGroup) -> Double { Double(group.tasks) / Double(receivers) }

  /// Counts what a whole group has done with its tasks.
  private mutating func count(_ work: Double, requests: Double = 0, in group: Int) {
    guard countsTasks, groups[group].tasks > 0 else { return }
    let tasks = Double(groups[group].tasks)
    done[group].add(TaskFlow(work: work / tasks, requests: requests / tasks))
  }

  @inline(__always)
  private func isOrdinary(_ group: FluidGroup, utilisation: Double) -> Bool {
    group.backlog == 0 && utilisation <= Self.ordinaryUtilisation
      && group.wait <= ordinaryWait && !hasQueueLimit
  }

  /// - Returns: server-seconds of work done by the group.
  @inline(__always)
  private mutating func ordinaryFlow(
    _ index: Int, utilisation: Double, seconds: Double, into minute: inout MinuteFlow
  ) -> Double {
    let group = groups[index]
    let wait = WaitFlow.step(
      group.wait, utilisation: utilisation, push: group.receives ? push : 0, seconds: seconds)
    groups[index].wait = wait
    if group.receives {
      let weight = rates.reachable * seconds * Double(group.tasks) / Double(receivers)
      minute.addOrdinary(weight, wait: wait, latency: wait + openRest, table: table)
    }
    let capacity = Double(group.tasks) * servers
    return capacity * (utilisation * seconds - (wait - group.wait))
  }

  /// The same in short steps, with backlogs, bounded queues and requests that are given up.
  @inline(never)
  private mutating func fineFlow(
    _ index: Int, utilisation: Double, seconds: Double, into minute: inout MinuteFlow
  ) -> Double {
    let steps = max(1, (seconds / Self.fineStep).rounded(.up))
    let length = seconds / steps
    var done = 0.0
    for _ in 0..<Int(steps) {
      done += fineStep(index, utilisation: utilisation, seconds: length, into: &minute)
    }
    return done
  }

  private mutating func fineStep(
    _ index: Int, utilisation: Double, seconds: Double, into minute: inout MinuteFlow
  ) -> Double {
    let group = groups[index]
    let push = utilisation > 0 ? push : 0
    var wait = WaitFlow.step(
      group.wait, utilisation: utilisation, push: push, seconds: seconds)
    var backlog = min(wait, max(0, group.backlog + (utilisation - 1) * seconds))
    var refused = 0.0
    if let places = model.configuration.backlog, utilisation > 0 {
      let bounded = BoundedQueue(
        places: places, utilisation: utilisation, push: push, waiting: curve.waiting)
      wait = min(wait, bounded.meanWait)
      backlog = 0
      // What fills the queue is not turned away.
      refused = max(0, bounded.overflow - max(0, wait - group.wait) / seconds)
    }
    groups[index].wait = wait
    groups[index].backlog = backlog
    if group.receives, rates.reachable > 0 {
      let arrived = rates.reachable * seconds * Double(group.tasks) / Double(receivers)
      let weight = refused > 0 ? arrived * (1 - refused / utilisation) : arrived
      let part = MinuteFlow.Part(
        weight: weight, wait: (group.wait + wait) / 2, backlog: (group.backlog + backlog) / 2,
        table: table)
      minute.addUnavailable(arrived - weight)
      minute.add(part, latency: model.openTime.seconds(wait: part.wait, backlog: part.backlog))
    }
    let used = (utilisation - refused) * seconds - (wait - group.wait)
    return max(0, min(seconds, used)) * Double(group.tasks) * servers
  }
}
