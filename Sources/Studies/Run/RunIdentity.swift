internal import Digests
package import Scenarios
package import Units
package import Workload

/// Everything that decides the answer of a run, and therefore its name.
///
/// Two runs with equal identities give the same bytes, so that a store keeps them once. Thread
/// count, paths of outputs and the plan that a bill is compared with do not belong to it.
package struct RunIdentity: Sendable, Hashable {
  /// The scenario's canonical text, with `extends` and defaults written out.
  package let scenarioText: String
  /// What the command line may put in place of the scenario's own values.
  package let period: Period
  package let scale: Decimal12
  package let gaps: GapRule
  package let mode: SimulationMode
  /// SHA-256 of the trace's and the price list's files, in hexadecimal.
  package let traceSHA256: String
  package let catalogueSHA256: String
  /// The same of the traces of queues, in the scenario's order.
  package let messageSHA256s: [String]
  package let seed: UInt64
  package let replications: Int
  /// The version of the tool that simulated.
  package let toolVersion: String

  package init(
    scenarioText: String, period: Period, scale: Decimal12, gaps: GapRule, mode: SimulationMode,
    traceSHA256: String, messageSHA256s: [String] = [], catalogueSHA256: String, seed: UInt64,
    replications: Int = 1,
    toolVersion: String = ToolVersion.current
  ) {
    self.scenarioText = scenarioText
    self.period = period
    self.scale = scale
    self.gaps = gaps
    self.mode = mode
    self.traceSHA256 = traceSHA256
    self.messageSHA256s = messageSHA256s
    self.catalogueSHA256 = catalogueSHA256
    self.seed = seed
    self.replications = replications
    self.toolVersion = toolVersion
  }

  /// RUN: the first twelve hexadecimal digits of SHA-256 over all of it and the tool's version.
  package var run: String {
    let parts =
      [
        scenarioText, period.description, scale.description, gaps.rawValue, mode.rawValue,
        traceSHA256, catalogueSHA256, String(seed), String(replications),
        toolVersion,
      ] + messageSHA256s
    return String(SHA256Digest(ofParts: parts.map { Array($0.utf8) }).hex.prefix(12))
  }

  /// The same question at another price list.
  package func priced(with catalogueSHA256: String) -> RunIdentity {
    RunIdentity(
      scenarioText: scenarioText, period: period, scale: scale, gaps: gaps, mode: mode,
      traceSHA256: traceSHA256, messageSHA256s: messageSHA256s, catalogueSHA256: catalogueSHA256,
      seed: seed, replications: replications, toolVersion: toolVersion)
  }
}
