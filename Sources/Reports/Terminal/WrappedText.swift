/// Words of `text` in lines of at most `width` characters, each after the first indented.
///
/// A word longer than a line stands alone on its own.
func wrapped(_ text: String, width: Int = 80, indent: String) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if line.isEmpty || line.count + 1 + word.count <= width {
      line += (line.isEmpty || line == indent ? "" : " ") + word
    } else {
      lines.append(line)
      line = indent + word
    }
  }
  return line.isEmpty ? lines : lines + [line]
}
