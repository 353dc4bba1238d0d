import ArgumentParser

/// Shows how fast the simulator is beside plain C++ on the same machine.
@main
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tosscost-bench",
    abstract: "Measure the simulator beside references, interleaved, by CPU time.",
    subcommands: [Rounds.self, Hold.self, Replications.self, FluidMonths.self],
    defaultSubcommand: Rounds.self)
}
