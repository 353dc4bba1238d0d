import ArgumentParser
import Reports
import RunStore

struct RunsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs of the store, the latest last.")

  @OptionGroup var store: StoreOptions

  func run() throws {
    var table = RunListTable()
    for entry in try store.openExisting().list() {
      table.add(
        run: entry.run, scenario: entry.scenario, period: entry.period, seed: entry.seed,
        mode: entry.mode, monthly: entry.monthlyTotal)
    }
    Terminal.write(table.lines(style: Terminal.outputStyle))
  }
}
