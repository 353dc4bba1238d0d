internal import Digests
internal import Files
internal import Foundation
internal import Units

/// The price files of a folder as they stand, with everything that is wrong in them.
struct PriceFolder {
  let path: String
  private(set) var problems: [Problem] = []
  /// Keys of records that were refused, so that nobody reports their absence as well.
  private(set) var refusedKeys: Set<String> = []
  /// The good records; `nil` where no file states a date.
  private(set) var list: PriceList?
  /// The date of each file that was read, by its Region.
  private(set) var dates: [String: CivilDate] = [:]
  /// Regions that have a file, read or not, in name order.
  private(set) var regions: [String] = []
  /// The Region and content of each file that was read, in name order.
  private(set) var files: [(region: String, bytes: [UInt8])] = []

  /// - Parameter isWanted: which Regions' files are read; the others are not opened.
  /// - Throws: `InputError.missing` without the folder or any `*.json` in it.
  init(path: String, where isWanted: (String) -> Bool = { _ in true }) throws(InputError) {
    self.path = path
    var bytes: [UInt8] = []
    var skus: [SKU] = []
    var date: CivilDate?
    for name in try Self.fileNames(in: path) {
      let file = path + "/" + name
      let region = String(name.dropLast(".json".count))
      regions.append(region)
      guard isWanted(region) else { continue }
      let content = try InputFile.read(path: file)
      files.append((region, content))
      bytes += content
      do throws(InputError) {
        var reader = PriceFileReader(file: file, region: region)
        let found = reader.read(try JSONReader.read(content, file: file))
        problems += reader.problems
        refusedKeys.formUnion(reader.refusedKeys)
        skus += found.skus
        dates[region] = found.date
        date = [date, found.date].compactMap(\.self).max()
      } catch {
        guard case .invalid(let found) = error else { throw error }
        problems += found
      }
    }
    list = date.map {
      PriceList(
        path: path, date: $0, sha256: SHA256Digest(of: bytes).hex, skus: skus, regions: regions)
    }
  }

  private static func fileNames(in folder: String) throws(InputError) -> [String] {
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .missing(path: folder, reason: "no such folder of price files")
    }
    let names = entries.filter { $0.hasSuffix(".json") }.sorted()
    if names.isEmpty { throw .missing(path: folder, reason: "holds no *.json price files") }
    return names
  }
}
