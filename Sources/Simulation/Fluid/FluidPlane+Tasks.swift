internal import Foundation
package import Units

// Tasks that come and go.
extension FluidPlane {
  package mutating func taskStarted(_ task: TaskID) {
    flow()
    tasks.append(FluidTask(id: task, phase: .started))
    regroup()
  }

  package mutating func taskRegistered(_ task: TaskID) {
    flow()
    guard let place = place(of: task), tasks[place].phase == .started else { return }
    tasks[place].phase = .registered
    regroup()
  }

  package mutating func taskHealthy(_ task: TaskID) {
    flow()
    guard let place = place(of: task) else { return }
    tasks[place].phase = .healthy
    regroup()
  }

  package mutating func taskUnhealthy(_ task: TaskID) {
    flow()
    guard let place = place(of: task) else { return }
    tasks[place].phase = .registered
    regroup()
  }

  package mutating func checkDelay(of task: TaskID) -> SimDuration {
    flow()
    guard let place = place(of: task), let group = tasks[place].group else { return .zero }
    return SimDuration(seconds: groups[group].wait)
  }

  package var longestCheckSeconds: Double {
    mutating get {
      var longest = 0.0
      for index in groups.indices { longest = max(longest, groups[index].wait) }
      return longest
    }
  }

  package mutating func taskDraining(_ task: TaskID) {
    flow()
    guard let place = place(of: task) else { return }
    tasks[place].phase = .draining
    tasks[place].drainingSince = now
    regroup()
  }

  /// What is sent to the task until `taskStopped` takes until somebody gives up connecting.
  package mutating func taskFailed(_ task: TaskID) {
    flow()
    guard let place = place(of: task) else { return }
    let receives = tasks[place].group.map { groups[$0].receives } ?? false
    taskStopped(task)
    guard receives else { return }
    unreachable.append(task)
    regroup()
  }

  package mutating func taskStopped(_ task: TaskID) {
    flow()
    if let place = unreachable.firstIndex(of: task) {
      unreachable.remove(at: place)
      return regroup()
    }
    guard let place = place(of: task) else { return }
    let stopped = tasks[place]
    let wait = stopped.group.map { groups[$0].wait } ?? 0
    var lost = model.serviceMean > 0 ? wait * servers / model.serviceMean : 0
    if stopped.phase == .draining {
      // Requests older than the time to drain have been given up before, if anybody gives up.
      let drained = Double(now - stopped.drainingSince) * 1e-9
      if drained >= model.limits.giveUp { lost = 0 }
    } else if stopped.group != nil, receivers > 0 {
      lost += rate / Double(receivers) * model.restMean
    }
    tasks.remove(at: place)
    regroup()
    lose(lost)
  }

  /// The wait of the last request, then its service and non-CPU time: the longest of so many as are
  /// in flight, taken as exponential.
  package func idleTime(of task: TaskID) -> SimTime {
    let time = SimTime(nanoseconds: now)
    guard let place = place(of: task), let group = tasks[place].group else { return time }
    var wait = groups[group].wait
    let since = max(flowed, tasks[place].drainingSince)
    if tasks[place].phase == .draining {
      wait = max(0, wait - Double(now - since) * 1e-9)
    }
    let inFlight = receivers > 0 ? rate / Double(receivers) * model.restMean : 0
    return time + SimDuration(seconds: wait + model.restMean * (0.5 + log(1 + inFlight)))
  }

  private func place(of task: TaskID) -> Int? { tasks.firstIndex { $0.id == task } }

  /// Puts tasks in the same state together.
  mutating func regroup() {
    let old = groups
    groups.removeAll(keepingCapacity: true)
    let hasHealthy = !unreachable.isEmpty || tasks.contains { $0.phase == .healthy }
    receivers = 0
    for index in tasks.indices {
      let phase = tasks[index].phase
      // With no healthy target the load balancer fails open and uses every registered one.
      let receives = phase == .healthy || (!hasHealthy && phase == .registered)
      if receives { receivers += 1 }
      let state = tasks[index].group.map { old[$0] }
      let wait = state?.wait ?? 0
      tasks[index].group = group(
        receives: receives, wait: wait, backlog: state?.backlog ?? 0,
        isBusy: receives || wait > 0 || phase == .draining)
    }
    let place = model.curve(tasks: receivers)
    curve = model.waits(ofCurve: place)
    table = model.table(ofCurve: place)
    running = Double(tasks.count)
    capacity = Double(receivers) * servers
    busyPerRate = receivers > 0 ? serviceMean / capacity : 0
    splitRate()
  }

  /// The group for one more task in that state; a task without work and without load has none.
  private mutating func group(
    receives: Bool, wait: Double, backlog: Double, isBusy: Bool
  ) -> Int? {
    guard isBusy else { return nil }
    let place = groups.firstIndex {
      $0.receives == receives
        && (($0.backlog == 0 && backlog == 0) || ($0.backlog == backlog && $0.wait == wait))
    }
    guard let place else {
      groups.append(FluidGroup(tasks: 1, receives: receives, wait: wait, backlog: backlog))
      return groups.count - 1
    }
    let count = Double(groups[place].tasks)
    if backlog == 0 { groups[place].wait = (groups[place].wait * count + wait) / (count + 1) }
    groups[place].tasks += 1
    return place
  }
}
