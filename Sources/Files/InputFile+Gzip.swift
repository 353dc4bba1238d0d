package import Units

extension InputFile {
  /// The bytes of the file at `path`, inflated where it is gzip.
  ///
  /// - Throws: `InputError.missing` when it cannot be read, `InputError.invalid` when the gzip data
  ///   is cut off or corrupt.
  package static func readInflated(path: String) throws(InputError) -> [UInt8] {
    let bytes = try read(path: path)
    guard Gunzip.isCompressed(bytes) else { return bytes }
    do throws(Gunzip.Failure) {
      return try Gunzip.inflate(bytes)
    } catch {
      throw .invalid([Problem(file: path, message: error.message)])
    }
  }
}
