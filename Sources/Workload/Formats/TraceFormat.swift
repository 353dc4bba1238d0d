/// A file format that load traces come in.
///
/// A format turns bytes into points and names what is wrong with them; it knows nothing of steps,
/// gaps, compression or files. To add one, write a file beside this one and a line in
/// `TraceFormats.all`; the conformance tests then run over it.
package protocol TraceFormat: Sendable {
  /// A short stable name, such as `csv`.
  var id: String { get }
  /// What a user may supply, as a phrase for messages and help.
  var description: String { get }
  /// A small correct file of two or more rows, from which messages, help and tests may start.
  var example: String { get }

  /// Whether a file looks like this format.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the text, uncompressed and without a byte order mark; at most
  ///     4096.
  ///   - fileName: the last part of the path.
  func recognises(head: ArraySlice<UInt8>, fileName: String) -> Bool

  /// Reads the points of a whole text, adding every problem to `problems`.
  ///
  /// The result matters only where `problems` stays empty.
  func read(_ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList) -> TracePoints
}

/// Every format that tosscost reads, in the order they are tried.
package enum TraceFormats {
  package static let all: [any TraceFormat] = [
    CloudWatchFormat(),
    LoadBalancerLogFormat(),
    CSVFormat(),
  ]

  /// The first format that recognises the text; `nil` when none does.
  static func format(of head: ArraySlice<UInt8>, fileName: String) -> (any TraceFormat)? {
    all.first { $0.recognises(head: head, fileName: fileName) }
  }
}
