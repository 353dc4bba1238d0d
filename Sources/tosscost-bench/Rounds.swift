import ArgumentParser
import Foundation

/// Runs every contender once a round, so that whatever else the machine does meets all of them, and
/// reports the medians.
struct Rounds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run all benchmarks; the rates are medians over rounds.")

  @Option(help: "The built simulator.")
  var tosscost = ".build/release/tosscost"

  @Option(help: "The built C++ reference (benchmarks/reference.cpp).")
  var reference = ".build/benchmark/reference"

  @Option(help: "A built limit.cpp, which needs AVX-512, to compare with; absent: not compared.")
  var limit: String?

  @Option(help: "Folder of the scenarios.")
  var scenarios = "scenarios"

  @Option(help: "Rounds; an odd number.")
  var rounds = 5

  func validate() throws {
    guard rounds >= 1, rounds % 2 == 1 else { throw ValidationError("--rounds must be odd") }
  }

  func run() throws {
    // OpenBLAS starts threads when it is loaded, which would wait for work on our account.
    setenv("OPENBLAS_NUM_THREADS", "1", 1)
    var contenders = Contender.all(
      tosscost: tosscost, bench: CommandLine.arguments[0], reference: reference, limit: limit,
      scenarios: scenarios)
    for round in 1...rounds {
      for place in contenders.indices { contenders[place].measure() }
      FileHandle.standardError.write(Data("round \(round) of \(rounds) done\n".utf8))
    }
    for line in Comparison.lines(contenders) { print(line) }
  }
}
