/// Reads comma-separated text (RFC 4180) row by row and keeps the place of every cell.
///
/// Lines end in LF or CRLF; a quoted cell may hold commas, line ends and doubled quotes; a byte
/// order mark and empty lines are passed over. Cells are not trimmed.
package struct CSVReader {
  /// One row: its cells, and where each begins.
  package struct Row: Sendable {
    package let cells: [String]
    /// Line and column of each cell, counted from 1, columns in bytes.
    package let places: [Place]
    /// What is wrong with the quotes of a cell, if anything; its text is then what could be read.
    package let fault: Fault?

    /// Where the row begins.
    package var line: Int { places.first?.line ?? 0 }
  }

  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int
  }

  package struct Fault: Sendable {
    package let place: Place
    package let message: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private var fault: Fault?

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
  }

  /// The next row; `nil` at the end of the text.
  ///
  /// - Complexity: O(length of the row).
  package mutating func next() -> Row? {
    skipEmptyLines()
    guard position < bytes.count else { return nil }
    fault = nil
    var cells: [String] = []
    var places: [Place] = []
    repeat {
      places.append(Place(line: line, column: position - lineStart + 1))
      cells.append(cell())
    } while endsCell()
    return Row(cells: cells, places: places, fault: fault)
  }

  private mutating func skipEmptyLines() {
    while position < bytes.count {
      let isReturn = bytes[position] == UInt8(ascii: "\r")
      let end = isReturn ? position + 1 : position
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return }
      startLine(after: end)
    }
  }

  private mutating func startLine(after index: Int) {
    position = index + 1
    line += 1
    lineStart = position
  }

  private mutating func cell() -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: ","),
        bytes[position] != UInt8(ascii: "\n")
      { position += 1 }
      var end = position
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    return quotedCell()
  }

  private mutating func quotedCell() -> String {
    let place = Place(line: line, column: position - lineStart + 1)
    position += 1
    var text: [UInt8] = []
    while true {
      guard position < bytes.count else {
        fault = Fault(place: place, message: "the quoted cell never ends; the file is cut off")
        break
      }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        guard position < bytes.count, bytes[position] == byte else { break }
      } else if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      text.append(byte)
      position += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Steps over the end of a cell; whether another one follows in the row.
  private mutating func endsCell() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","):
        position += 1
        return true
      case UInt8(ascii: "\n"):
        startLine(after: position)
        return false
      case UInt8(ascii: "\r"): position += 1
      default:
        if fault == nil {
          fault = Fault(
            place: Place(line: line, column: position - lineStart + 1),
            message: "text follows the closing quote; a comma or the end of the line is allowed")
        }
        position += 1
      }
    }
    return false
  }
}
