internal import Digests
internal import Files
internal import Foundation
package import Units

/// The catalogue: every price that bills may use, from a folder with one JSON file a Region.
package struct PriceList: Sendable {
  /// The folder it was read from, for messages.
  package let path: String
  /// The day the prices were collected: `as_of` of the files, the latest where they differ.
  package let date: CivilDate
  /// SHA-256, in hexadecimal, over the bytes of the files one after the other in name order.
  package let sha256: String
  /// Sorted by Region, key and term.
  package let skus: [SKU]
  private let index: [Address: SKU]

  private struct Address: Hashable, Sendable {
    let key: String
    let term: PriceTerm
    let region: String
  }

  package init(path: String, date: CivilDate, sha256: String, skus: [SKU]) {
    self.path = path
    self.date = date
    self.sha256 = sha256
    self.skus = skus.sorted {
      ($0.region, $0.key, $0.term.text) < ($1.region, $1.key, $1.term.text)
    }
    index = Dictionary(
      skus.map { (Address(key: $0.key, term: $0.term, region: $0.region), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The price of `key` in `region`, or the one that holds in every Region.
  ///
  /// There is no fallback to another Region: an unknown price is unknown.
  package func sku(_ key: String, term: PriceTerm = .onDemand, region: String) -> SKU? {
    index[Address(key: key, term: term, region: region)]
      ?? index[Address(key: key, term: term, region: Self.everywhere)]
  }

  /// Name of the file, and so of the Region, for prices that hold in every Region.
  package static let everywhere = "global"

  /// Reads every `*.json` of `folder` in name order; a file's name is its Region.
  ///
  /// - Throws: `InputError.missing` without the folder or any such file; `InputError.invalid` with
  ///   every problem of every file.
  package static func load(folder: String) throws(InputError) -> PriceList {
    var bytes: [UInt8] = []
    var problems: [Problem] = []
    var skus: [SKU] = []
    var date: CivilDate?
    for name in try fileNames(in: folder) {
      let path = folder + "/" + name
      let content = try InputFile.read(path: path)
      bytes += content
      do throws(InputError) {
        var reader = PriceFileReader(file: path, region: String(name.dropLast(".json".count)))
        let file = try reader.read(JSONReader.read(content, file: path))
        skus += file.skus
        date = date.map { max($0, file.date) } ?? file.date
      } catch {
        guard case .invalid(let found) = error else { throw error }
        problems += found
      }
    }
    guard problems.isEmpty, let date else { throw .invalid(problems) }
    return PriceList(path: folder, date: date, sha256: SHA256Digest(of: bytes).hex, skus: skus)
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
