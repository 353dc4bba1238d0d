/// Reads CSV (RFC 4180) row by row: the files that a run writes.
///
/// Rows end with CRLF or LF. A quoted cell may hold separators, quotes and line ends.
struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The cells of the next row as bytes, put into `cells`; `false` at the end.
  ///
  /// - Complexity: O(length of the row); `cells` keeps its storage between rows.
  mutating func next(into cells: inout [ArraySlice<UInt8>]) -> Bool {
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return false }
    while true {
      cells.append(cell())
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
      position += 1
      if position == bytes.count {
        cells.append([])
        break
      }
    }
    if position < bytes.count, bytes[position] == 0x0D { position += 1 }
    if position < bytes.count, bytes[position] == 0x0A { position += 1 }
    return true
  }

  private mutating func cell() -> ArraySlice<UInt8> {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return quotedCell() }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D { break }
      position += 1
    }
    return bytes[start..<position]
  }

  private mutating func quotedCell() -> ArraySlice<UInt8> {
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      // Two quotes stand for one.
      guard position < bytes.count, bytes[position] == byte else { break }
      content.append(byte)
      position += 1
    }
    return content[...]
  }
}

extension ArraySlice<UInt8> {
  /// The text of a cell without the apostrophe that keeps a spreadsheet from reading a formula.
  var cellText: String {
    let isGuarded =
      count > 1 && first == UInt8(ascii: "'")
      && CSVTable.formulaStarts.contains(self[startIndex + 1])
    return String(decoding: isGuarded ? dropFirst() : self, as: UTF8.self)
  }

  /// The decimal number of a cell, `nil` for an empty cell and anything else.
  var cellNumber: Double? {
    var digits = self
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    var value = 0.0
    var scale = 1.0
    var isFraction = false
    for byte in digits {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value * 10 + Double(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      default: return nil
      }
    }
    return (isNegative ? -value : value) / scale
  }
}
