internal import Digests
internal import Files
package import Units

extension LoadTrace {
  /// Reads a trace in any format of `TraceFormats.all`, plain or gzip.
  ///
  /// - Throws: `InputError.missing` when the file cannot be opened; `InputError.invalid` with
  ///   every problem found (`ProblemList.limit` at most, and how many more) otherwise.
  /// - Complexity: O(bytes); memory about three times the uncompressed file.
  package static func load(path: String, gaps: GapRule = .zero) throws(InputError) -> LoadTrace {
    try read(try InputFile.read(path: path), name: path, gaps: gaps)
  }

  /// Reads a trace from the bytes of a file called `name`; see `load(path:gaps:)`.
  package static func read(
    _ source: [UInt8], name: String, gaps: GapRule = .zero
  ) throws(InputError) -> LoadTrace {
    var problems = ProblemList(file: name)
    let points = points(of: source, name: name, problems: &problems)
    let assembled = points.flatMap { TraceAssembly.assemble($0, gaps: gaps, problems: &problems) }
    guard problems.isEmpty, let assembled, let points else {
      throw InputError.invalid(problems.problems)
    }
    return LoadTrace(
      name: name, start: assembled.start, step: assembled.step, counts: assembled.counts,
      gaps: assembled.gaps, gapRule: gaps, notes: points.notes, sha256: SHA256Digest(of: source))
  }

  private static func points(
    of source: [UInt8], name: String, problems: inout ProblemList
  ) -> TracePoints? {
    var text = source
    if Gunzip.isCompressed(source) {
      do {
        text = try Gunzip.inflate(source)
      } catch {
        problems.add("\(error.message); a whole gzip file is allowed")
        return nil
      }
    }
    let body = text.starts(with: [0xef, 0xbb, 0xbf]) ? text.dropFirst(3) : text[...]
    let allowed = TraceFormats.all.map(\.description).joined(separator: ", or ")
    guard body.contains(where: { !isBlank($0) }) else {
      problems.add("the file is empty; allowed: \(allowed)")
      return nil
    }
    let fileName = name.split(separator: "/").last.map(String.init) ?? name
    guard let format = TraceFormats.format(of: body.prefix(4096), fileName: fileName) else {
      problems.add("this is no load trace; allowed: \(allowed)", at: TextPlace(line: 1, column: 1))
      return nil
    }
    return body.withUnsafeBufferPointer { format.read($0, problems: &problems) }
  }
}

/// Whether a byte is a space, a tab or the end of a line.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
