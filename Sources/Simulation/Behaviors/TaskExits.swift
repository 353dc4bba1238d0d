internal import Kernel
internal import Units

/// Tasks whose container exits by itself after RUNNING, at a stated rate: a crash, a leak, a fatal
/// error in a background job.
///
/// ECS starts another task at once: failures after RUNNING are not throttled (Amazon ECS Developer
/// Guide, "Service throttle logic").
package struct TaskExits: ServiceBehavior {
  package static let key = "task_exits"
  package static let summary =
    "Tasks that exit by themselves after RUNNING; ECS replaces them at once."
  package static let settings = [
    BehaviorSetting(
      "per_task_hour", .number(upTo: 3600), standard: nil,
      "Exits of a running task in an hour: the times between are exponential."),
    BehaviorSetting(
      "after", .duration(.zero...(.hours(24))), standard: "0s",
      "From RUNNING until a task may exit."),
    BehaviorSetting(
      "new_revision_only", .flag, standard: "false",
      "Whether only tasks of a revision that is being deployed exit: a broken release."),
  ]

  package static let endsTasks = true

  private let hazard: Double
  private let after: SimDuration
  private let isNewOnly: Bool
  private let context: BehaviorContext
  private var exited = 0

  package init(_ values: BehaviorValues, _ context: BehaviorContext) {
    hazard = values.number("per_task_hour")
    after = values.duration("after")
    isNewOnly = values.flag("new_revision_only")
    self.context = context
  }

  package mutating func taskRuns(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] {
    guard hazard > 0, task.isNew || !isNewOnly else { return [] }
    var stream = context.stream("task exit", task.id)
    // Beyond a hundred years nothing is simulated, and nothing overflows.
    let hours = min(stream.exponential() / hazard, 1e6)
    let time = service.now + after + SimDuration(seconds: hours * 3600)
    return [.again(at: time, payload: Int64(task.id.index))]
  }

  package mutating func happens(
    _ payload: Int64, _ service: BehaviorView
  ) -> [BehaviorAction] {
    let id = TaskID(index: Int(payload))
    guard service.tasks.contains(where: { $0.id == id }) else { return [] }
    exited += 1
    return [.exit(id)]
  }

  package var figures: [BehaviorFigure] { [BehaviorFigure("tasks_exited", exited)] }
}
