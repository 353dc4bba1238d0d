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

  /// A folder where the text has a `/`, is `.` or `..`, or names a folder with a summary.
  private var isFolder: Bool {
    reference.contains("/") || reference == "." || reference == ".."
      || FileManager.default.fileExists(atPath: reference + "/summary.json")
  }

  func source() throws -> ReportSource {
    isFolder ? try folderSource() : try storedSource()
  }

  private func folderSource() throws -> ReportSource {
    let folder = reference
    return try ReportSource(name: folder) { name throws(InputError) in
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try InputFile.read(path: path)
    }
  }

  private func storedSource() throws -> ReportSource {
    let store = try store.openExisting()
    let stored = try store.find(reference)
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
