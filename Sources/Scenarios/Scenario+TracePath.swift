internal import Files

extension Scenario {
  /// The trace that a scenario file names, even where the file is wrong elsewhere, so that the
  /// problems of both can be reported in one go; `nil` where it cannot be told.
  package static func tracePath(inFileAt path: String) -> String? {
    guard let bytes = try? InputFile.read(path: path) else { return nil }
    var source = ScenarioSource()
    guard let file = source.tree(of: bytes, path: path)?.entry("trace")?.value.entry("file")?.value,
      case .scalar(let name, _) = file.content, !file.isNull
    else { return nil }
    return ScenarioSource.path(name, relativeTo: file.place.file)
  }
}
