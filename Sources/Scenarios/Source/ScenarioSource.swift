internal import Files
internal import Units

/// A scenario file with everything it inherits, as one tree.
///
/// `extends: FILE` names a file relative to the one that states it. Mappings are merged key by key
/// to any depth, lists and scalars are replaced, and a key set to null is removed. Every node keeps
/// the place it came from, so that a problem points at the right file.
struct ScenarioSource {
  private(set) var problems: [Problem] = []

  /// The merged tree of the file at `path`, whose content is `bytes`.
  ///
  /// A file that it extends and that cannot be opened is a problem of the scenario.
  mutating func tree(of bytes: [UInt8], path: String) -> SourceNode? {
    tree(of: bytes, path: path, chain: [Self.normalised(path)])
  }

  private mutating func tree(of bytes: [UInt8], path: String, chain: [String]) -> SourceNode? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      problems.append(Problem(file: path, message: "not UTF-8 text; a scenario is YAML in UTF-8"))
      return nil
    }
    let byteOrderMark: Unicode.Scalar = "\u{FEFF}"
    let body =
      text.unicodeScalars.first == byteOrderMark
      ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
    let (root, found) = YAMLReader.read(String(body), file: path)
    problems += found
    guard var root else { return nil }
    guard let entries = root.entries else {
      problems.append(
        root.place.problem("a scenario is a mapping of keys, not \(root.summary)"))
      return nil
    }
    guard let extends = root.entry("extends") else { return root }
    root.content = .mapping(entries.filter { $0.key != "extends" })
    guard let base = base(of: extends.value, path: path, chain: chain) else {
      // What the base would have brought is not known: further checks would only mislead.
      return nil
    }
    return Self.merge(base, with: root)
  }

  private mutating func base(of node: SourceNode, path: String, chain: [String]) -> SourceNode? {
    guard case .scalar(let name, _) = node.content, !node.isNull else {
      problems.append(
        node.place.problem("extends must be the path of a scenario file, not \(node.summary)"))
      return nil
    }
    let basePath = Self.path(name, relativeTo: path)
    let normalised = Self.normalised(basePath)
    if chain.contains(normalised) {
      problems.append(
        node.place.problem("extends \(name), which extends this file in turn; remove one of them"))
      return nil
    }
    let bytes: [UInt8]
    do {
      bytes = try InputFile.read(path: basePath)
    } catch {
      problems.append(
        node.place.problem("extends \(name), which cannot be opened; name an existing file"))
      return nil
    }
    return tree(of: bytes, path: basePath, chain: chain + [normalised])
  }

  /// `base` with the keys of `own` laid over it.
  private static func merge(_ base: SourceNode, with own: SourceNode) -> SourceNode {
    guard var entries = base.entries, let changes = own.entries else { return own }
    for change in changes {
      let index = entries.firstIndex { $0.key == change.key }
      switch (index, change.value.isNull) {
      case (let index?, true): entries.remove(at: index)
      case (let index?, false):
        entries[index] = .init(
          key: change.key, keyPlace: change.keyPlace,
          value: merge(entries[index].value, with: change.value))
      // Kept, so that an unknown key set to null is still reported.
      case (nil, _): entries.append(change)
      }
    }
    return SourceNode(place: own.place, content: .mapping(entries))
  }

  /// `name` as seen from the folder of `file`; absolute paths stay.
  static func path(_ name: String, relativeTo file: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    return String(file[...slash]) + name
  }

  /// Without `.` and `a/..`, to recognise the same file by another path.
  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
