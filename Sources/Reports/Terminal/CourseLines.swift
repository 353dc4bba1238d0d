package import Simulation

/// Sparklines of tasks and CPU: how each service went from the start to the end of the run.
package enum CourseLines {
  /// Two lines a service, each from zero to its largest bar.
  ///
  /// A bar is the mean of its stretch of minutes, so the largest bar lies below the largest minute
  /// of a long run.
  package static func lines(
    _ services: [ServiceOutcome], width: Int = 80, style: TerminalStyle
  ) -> [String] {
    let names = services.map(\.name.safeForTerminal)
    let margin = min(20, names.map(\.count).max() ?? 0)
    let heading = style.paint("From start to end (each from 0 to its highest bar)", .heading)
    return [heading]
      + zip(services, names).flatMap { service, name in
        let label = String(name.prefix(margin))
        let first = label + String(repeating: " ", count: margin - label.count)
        let blank = String(repeating: " ", count: margin)
        let room = width - margin - 8
        var tasks = SparklineBars(width: room, count: service.timeline.count)
        var cpu = tasks
        for row in service.timeline {
          tasks.add(Double(row.running))
          cpu.add(row.cpuPercent)
        }
        return [
          first + "  tasks " + Sparkline.text(tasks, ascii: !style.hasUnicode),
          blank + "  CPU   " + Sparkline.text(cpu, ascii: !style.hasUnicode),
        ]
      }
  }
}
