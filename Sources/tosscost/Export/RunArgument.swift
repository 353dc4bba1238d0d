import ArgumentParser
import Files
import Foundation
import Reports
import RunStore
import Studies
import Units

/// RUN or DIR: the run that a command exports.
struct RunArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A run of the store, four or more of its first digits, latest, or a folder of results.",
      valueName: "run"))
  var reference: String

  @OptionGroup var store: StoreOptions

  func source() throws -> ReportSource {
    try RunReference(text: reference).source(store: store)
  }
}

/// Several runs or folders.
struct RunArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Runs of the store, by four or more first digits or as latest, or folders of results.",
      valueName: "run"))
  var references: [String]

  @OptionGroup var store: StoreOptions

  func sources() throws -> [ReportSource] {
    try references.map { try RunReference(text: $0).source(store: store) }
  }
}

/// The text by which a command line names a run or a folder of results.
struct RunReference {
  let text: String

  /// A folder where the text has a `/`, is `.` or `..`, or names a folder with a summary.
  private var isFolder: Bool {
    text.contains("/") || text == "." || text == ".."
      || FileManager.default.fileExists(atPath: text + "/summary.json")
  }

  func source(store: StoreOptions) throws -> ReportSource {
    isFolder ? try folderSource() : try storedSource(store.openExisting())
  }

  private func folderSource() throws -> ReportSource {
    try ReportSource(name: text) { name throws(InputError) in
      let path = "\(text)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try InputFile.read(path: path)
    }
  }

  private func storedSource(_ store: RunStore) throws -> ReportSource {
    let stored = try store.find(text)
    let kept = try store.files(of: stored.run)
    guard !kept.isEmpty else {
      throw InputError.missing(
        path: "run \(stored.run)",
        reason: "was stored by a version that kept no timeline; run `tosscost simulate` again")
    }
    let made: [(name: String, bytes: [UInt8])] = [
      ("summary.json", Array(stored.summary.utf8)), ("bill.csv", BillCSV.bytes(stored.bill)),
      ("usage.csv", UsageCSV.bytes(stored.ledger)),
      ("scenario.json", Array(stored.scenarioText.utf8)),
    ]
    let files = Dictionary((kept + made).map { ($0.name, $0.bytes) }) { first, _ in first }
    return try ReportSource(name: "run \(stored.run)") { name throws(InputError) in files[name] }
  }
}
