import Foundation
import Units

/// Where the price list lies that ships with tosscost.
///
/// Looked for in this order: the folder that `TOSSCOST_DATA` names; `data` beside the scenario file
/// or in any folder above it; `data` in the working folder; `data` at the root of the build tree
/// that the executable lies in. A folder counts where it holds `prices`.
struct DataFolder {
  let path: String

  init(scenarioPath: String?) throws(InputError) {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["TOSSCOST_DATA"], !named.isEmpty {
      guard Self.isData(named) else {
        throw .missing(path: named, reason: "named by TOSSCOST_DATA, holds no folder `prices`")
      }
      path = named
      return
    }
    let candidates =
      Self.foldersAbove(scenarioPath) + [FileManager.default.currentDirectoryPath]
      + Self.buildRoot()
    guard let root = candidates.first(where: { Self.isData($0 + "/data") }) else {
      throw .missing(
        path: "data",
        reason: "no folder `data` with `prices` above the scenario, in the working folder or in "
          + "the build tree; name one by TOSSCOST_DATA, or price files by --prices")
    }
    path = root + "/data"
  }

  var prices: String { path + "/prices" }

  private static func isData(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/prices")
  }

  /// The folder of the file and those above it, the nearest first.
  private static func foldersAbove(_ file: String?) -> [String] {
    guard let file else { return [] }
    var folder = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent()
    var folders: [String] = []
    while folder.path != "/" {
      folders.append(folder.path)
      folder.deleteLastPathComponent()
    }
    return folders
  }

  /// The package's root when the executable is `.build/TRIPLE/CONFIGURATION/tosscost`.
  private static func buildRoot() -> [String] {
    guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return [] }
    var folder = executable
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return [folder.path]
  }
}
