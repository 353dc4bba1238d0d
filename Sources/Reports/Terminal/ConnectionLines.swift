internal import Studies

/// What became of long-lived connections, below the table of services.
enum ConnectionLines {
  static func lines(of service: RunSummary.ServiceFigures) -> [String] {
    guard let connections = service.connections else { return [] }
    let text =
      "connections of \(service.name): \(Figures.count(connections.atStart)) open at the start,"
      + " \(Figures.count(connections.opened)) opened, \(Figures.count(connections.closed)) closed,"
      + " \(Figures.count(connections.cut)) cut with their task"
      + " (\(Figures.count(connections.reconnections)) reconnections); open at one time"
      + " \(Figures.fixed(connections.meanOpen, decimals: 1)) in the mean,"
      + " \(Figures.count(connections.mostOpen)) at most"
    return wrapped(text.safeForTerminal, indent: "  ")
  }
}
