import ArgumentParser
import Scenarios
import Units
import Workload

extension Period: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
}

extension Decimal12: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
}

extension GapRule: ExpressibleByArgument {}

extension TraceSynthesis.Shape: ExpressibleByArgument {}

extension SimulationMode: ExpressibleByArgument {}

/// How a result is printed.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  /// Exactly `summary.json`.
  case json
}
