internal import Foundation

/// A Jupyter notebook of format 4.5: cells with fixed identifiers, without outputs.
///
/// Source: nbformat, "The Notebook file format".
struct Notebook: Encodable {
  let cells: [Cell]
  let metadata = Metadata()
  let nbformat = 4
  let nbformatMinor = 5

  struct Metadata: Encodable {
    let kernelspec = ["display_name": "Python 3", "language": "python", "name": "python3"]
    let languageInfo = ["name": "python"]

    enum CodingKeys: String, CodingKey {
      case kernelspec
      case languageInfo = "language_info"
    }
  }

  enum CodingKeys: String, CodingKey {
    case cells, metadata, nbformat
    case nbformatMinor = "nbformat_minor"
  }

  struct Cell: Encodable {
    let id: String
    let kind: Kind
    let source: String

    enum Kind {
      case code
      /// Markdown with pictures by name: SVG text.
      case markdown(pictures: [(name: String, svg: String)])
    }

    enum CodingKeys: String, CodingKey {
      case id, metadata, source, outputs, attachments
      case cellType = "cell_type"
      case executionCount = "execution_count"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode([String: String](), forKey: .metadata)
      try container.encode(Self.lines(source), forKey: .source)
      switch kind {
      case .code:
        try container.encode("code", forKey: .cellType)
        try container.encodeNil(forKey: .executionCount)
        try container.encode([String](), forKey: .outputs)
      case .markdown(let pictures):
        try container.encode("markdown", forKey: .cellType)
        guard !pictures.isEmpty else { return }
        let attachments = pictures.map { picture in
          (picture.name, ["image/svg+xml": Data(picture.svg.utf8).base64EncodedString()])
        }
        try container.encode(
          Dictionary(uniqueKeysWithValues: attachments), forKey: .attachments)
      }
    }

    /// The lines of a source, each with its end but the last.
    private static func lines(_ text: String) -> [String] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().map { $0 == lines.count - 1 ? String($1) : $1 + "\n" }
    }
  }

  func bytes() throws -> [UInt8] {
    try PlainJSON.bytes(self)
  }
}
