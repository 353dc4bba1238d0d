internal import Files
package import Units

extension OfferFile {
  /// Reads an offer file in JSON or CSV, plain or gzip.
  ///
  /// - Throws: `InputError.missing`, or `InputError.invalid` with every problem: text that is cut
  ///   off, an unknown format version, a price that is negative or not in USD, tiers that overlap.
  /// - Complexity: O(bytes); memory several times the size of the file.
  package static func load(path: String) throws(InputError) -> OfferFile {
    let bytes = try InputFile.readInflated(path: path)
    let first = bytes.first { $0 > 0x20 }
    if first == nil {
      throw .invalid([Problem(file: path, message: "the file is empty")])
    }
    return first == UInt8(ascii: "{")
      ? try OfferJSONReader.read(bytes, path: path) : try OfferCSVReader.read(bytes, path: path)
  }
}
