/// A cursor over the cells of a comma-separated text (RFC 4180), without a copy of any of them.
///
/// Lines end in LF or CRLF; a quoted cell may hold commas, line ends and doubled quotes.
struct CellReader {
  struct Cell {
    /// The bytes of the cell, without its quotes and without blanks around an unquoted one.
    var content: Range<Int>
    var place: TextPlace
    var endsRow: Bool
    /// What is wrong with the cell's quotes, if anything.
    var fault: String?
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Moves over empty lines; `false` at the end of the text.
  mutating func startsRow() -> Bool {
    while position < text.count {
      if text[position] == UInt8(ascii: "\n") {
        startLine(after: position)
      } else if text[position] == UInt8(ascii: "\r"), position + 1 < text.count,
        text[position + 1] == UInt8(ascii: "\n")
      {
        startLine(after: position + 1)
      } else {
        return true
      }
    }
    return false
  }

  /// The next cell of the row.
  mutating func next() -> Cell {
    let place = TextPlace(line: line, column: position - lineStart + 1)
    if position < text.count, text[position] == UInt8(ascii: "\"") { return quoted(from: place) }
    let start = position
    while position < text.count, text[position] != UInt8(ascii: ","),
      text[position] != UInt8(ascii: "\n")
    { position += 1 }
    let content = trimmed(start..<position)
    return Cell(content: content, place: place, endsRow: finishCell())
  }

  private mutating func quoted(from place: TextPlace) -> Cell {
    position += 1
    let start = position
    while position < text.count {
      if text[position] == UInt8(ascii: "\"") {
        guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "\"") else { break }
        position += 1
      } else if text[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    let content = start..<position
    guard position < text.count else {
      return Cell(
        content: content, place: place, endsRow: true,
        fault: "the quoted cell never ends; a closing quote is required")
    }
    position += 1
    let tail = position
    while position < text.count, text[position] != UInt8(ascii: ","),
      text[position] != UInt8(ascii: "\n")
    { position += 1 }
    let fault =
      trimmed(tail..<position).isEmpty
      ? nil : "text follows the closing quote; a comma or the end of the line is allowed"
    return Cell(content: content, place: place, endsRow: finishCell(), fault: fault)
  }

  /// Steps over the comma or line end behind a cell; whether that ended the row.
  private mutating func finishCell() -> Bool {
    guard position < text.count else { return true }
    if text[position] == UInt8(ascii: ",") {
      position += 1
      return false
    }
    startLine(after: position)
    return true
  }

  private mutating func startLine(after index: Int) {
    position = index + 1
    line += 1
    lineStart = position
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, isBlank(text[lower]) { lower += 1 }
    while upper > lower, isBlank(text[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
