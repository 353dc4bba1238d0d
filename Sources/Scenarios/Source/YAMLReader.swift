internal import Units
internal import Yams

/// Text to tree: YAML 1.1 with anchors, aliases and merge keys (`<<`).
///
/// Keys given twice are problems. The library stops at the first of them, so the reader spoils the
/// earlier of two keys with a private character of the same width and reads again: all of them are
/// then reported together with whatever else is wrong, at unchanged lines and columns.
struct YAMLReader {
  let file: String
  /// The most nodes a file may expand to: aliases of aliases grow without bound otherwise.
  static let nodeLimit = 100_000

  private var problems: [Problem] = []
  /// Places of spoiled keys.
  private var spoiled: [SourcePlace: String] = [:]
  private var nodeCount = 0

  private init(file: String) { self.file = file }

  /// The tree of `text` and its problems; no tree where it is not YAML, or empty.
  static func read(_ text: String, file: String) -> (root: SourceNode?, problems: [Problem]) {
    var reader = YAMLReader(file: file)
    let root = reader.read(text)
    return (root, reader.problems)
  }

  private mutating func read(_ text: String) -> SourceNode? {
    var text = text
    while true {
      do {
        guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        else {
          problems.append(
            Problem(
              file: file, line: 1, column: 1,
              message: "the file is empty; a scenario is a mapping of keys"))
          return nil
        }
        let root = convert(node)
        if nodeCount > Self.nodeLimit {
          problems = [
            Problem(
              file: file, line: 1, column: 1,
              message: "aliases expand to more than \(Self.nodeLimit) values; write fewer of them")
          ]
          return nil
        }
        return root
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        let place = SourcePlace(file: file, line: context.mark.line, column: context.mark.column)
        if let next = spoil(text, at: place) {
          text = next
        } else {
          problems.append(place.problem("a key is given twice in one mapping; keep one of them"))
          return nil
        }
      } catch {
        problems.append(Self.problem(of: error, file: file))
        return nil
      }
    }
  }

  /// The text with the first letter of the key at `place` replaced; `nil` when there is no letter.
  private mutating func spoil(_ text: String, at place: SourcePlace) -> String? {
    var scalars = Array(text.unicodeScalars)
    var index = 0
    var line = 1
    while line < place.line, index < scalars.count {
      if scalars[index] == "\n" { line += 1 }
      index += 1
    }
    index += place.column - 1
    guard index >= 0, index < scalars.count, spoiled[place] == nil else { return nil }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index].properties.isAlphabetic,
      let mark = Unicode.Scalar(0xE000 + UInt32(spoiled.count % 0x1000))
    else { return nil }
    spoiled[place] = String(scalars[index])
    scalars[index] = mark
    return String(String.UnicodeScalarView(scalars))
  }

  // MARK: Conversion

  private func place(of node: Node) -> SourcePlace {
    SourcePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private mutating func convert(_ node: Node) -> SourceNode {
    let place = place(of: node)
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit else {
      return SourceNode(place: place, content: .scalar(text: "", isPlain: true))
    }
    switch node {
    case .scalar(let scalar):
      return SourceNode(
        place: place, content: .scalar(text: scalar.string, isPlain: scalar.style == .plain))
    case .sequence(let sequence):
      return SourceNode(place: place, content: .sequence(sequence.map { convert($0) }))
    case .mapping(let mapping):
      return SourceNode(place: place, content: .mapping(entries(of: mapping)))
    case .alias:
      // The parser has put the aliased node in its place already.
      return SourceNode(place: place, content: .scalar(text: "", isPlain: true))
    }
  }

  /// The mapping's own keys, then those merged in that it does not have.
  private mutating func entries(of mapping: Node.Mapping) -> [SourceNode.Entry] {
    var entries: [SourceNode.Entry] = []
    var merged: [SourceNode.Entry] = []
    var dropped: [(key: String, place: SourcePlace)] = []
    for (key, value) in mapping {
      let keyPlace = place(of: key)
      guard case .scalar(let scalar) = key else {
        problems.append(keyPlace.problem("a key must be a word, not a list or a mapping"))
        continue
      }
      if scalar.string == "<<", scalar.style == .plain {
        merged += mergedEntries(convert(value))
      } else if let letter = spoiled[keyPlace] {
        dropped.append((letter + scalar.string.dropFirst(), keyPlace))
      } else {
        entries.append(.init(key: scalar.string, keyPlace: keyPlace, value: convert(value)))
      }
    }
    for earlier in dropped {
      guard let later = entries.first(where: { $0.key == earlier.key }) else { continue }
      problems.append(
        later.keyPlace.problem(
          "`\(earlier.key)` is given twice in one mapping, first on line \(earlier.place.line);"
            + " keep one of them"))
    }
    for entry in merged where !entries.contains(where: { $0.key == entry.key }) {
      entries.append(entry)
    }
    return entries
  }

  private mutating func mergedEntries(_ node: SourceNode) -> [SourceNode.Entry] {
    switch node.content {
    case .mapping(let entries): return entries
    case .sequence(let nodes) where nodes.allSatisfy({ $0.entries != nil }):
      // Earlier mappings win over later ones.
      return nodes.flatMap { $0.entries ?? [] }
    default:
      problems.append(node.place.problem("`<<` merges a mapping or a list of mappings"))
      return []
    }
  }

  /// The library's error in one line.
  private static func problem(of error: any Error, file: String) -> Problem {
    func at(_ mark: Mark, _ what: String) -> Problem {
      Problem(file: file, line: mark.line, column: mark.column, message: "not YAML: \(what)")
    }
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return at(mark, problem)
    case YamlError.reader(let problem, _, _, _):
      return Problem(file: file, message: "not YAML: \(problem)")
    default:
      return Problem(file: file, message: "not YAML")
    }
  }
}
