/// A reader of JSON (RFC 8259) that keeps the place of every value.
///
/// Foundation's reader forgets where a value stood; a problem that a user shall mend needs line and
/// column.
struct JSONReader {
  struct Failure: Error {
    let message: String
    let place: TextPlace
  }

  private static let deepest = 64
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var line = 1
  private var lineStart = 0

  /// Reads one value that fills the text.
  static func read(_ text: UnsafeBufferPointer<UInt8>) throws(Failure) -> JSONNode {
    var reader = JSONReader(text: text)
    let node = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == text.count else { throw reader.failure("more text after the value") }
    return node
  }

  private init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private var place: TextPlace { TextPlace(line: line, column: position - lineStart + 1) }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  private func failure(_ message: String) -> Failure {
    let what = position == text.count ? "the text ends too early" : message
    return Failure(message: "\(what); whole JSON is allowed", place: place)
  }

  private mutating func skipBlanks() {
    while let byte = current, isBlank(byte) {
      position += 1
      if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = position
      }
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONNode {
    skipBlanks()
    guard depth < Self.deepest else { throw failure("more than \(Self.deepest) levels") }
    let start = place
    switch current {
    case UInt8(ascii: "{"): return JSONNode(value: try object(depth: depth), place: start)
    case UInt8(ascii: "["): return JSONNode(value: try array(depth: depth), place: start)
    case UInt8(ascii: "\""): return JSONNode(value: .string(try string()), place: start)
    default: return JSONNode(value: try word(), place: start)
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONNode.Value {
    position += 1
    var elements: [JSONNode] = []
    skipBlanks()
    if skip(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if skip(UInt8(ascii: "]")) { return .array(elements) }
      guard skip(UInt8(ascii: ",")) else { throw failure("',' or ']' is missing") }
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONNode.Value {
    position += 1
    var members: [(key: String, value: JSONNode)] = []
    skipBlanks()
    if skip(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("a quoted key is missing") }
      let key = try string()
      skipBlanks()
      guard skip(UInt8(ascii: ":")) else { throw failure("':' is missing") }
      members.append((key, try value(depth: depth + 1)))
      skipBlanks()
      if skip(UInt8(ascii: "}")) { return .object(members) }
      guard skip(UInt8(ascii: ",")) else { throw failure("',' or '}' is missing") }
    }
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() throws(Failure) -> JSONNode.Value {
    let start = position
    while let byte = current, !isBlank(byte), !",]}:[{\"".utf8.contains(byte) { position += 1 }
    let word = String(decoding: text[start..<position], as: UTF8.self)
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    default:
      guard word.utf8.first.map({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) == true,
        word.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
        let number = Double(word)
      else {
        position = start
        throw failure("'\(shownText(Array(word.utf8)))' is no JSON value")
      }
      return .number(number, text: word)
    }
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var bytes: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        bytes.append(contentsOf: try escape())
      case ..<0x20: throw failure("a control character inside quotes")
      default:
        bytes.append(byte)
        position += 1
      }
    }
    throw failure("a text without its closing quote")
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    guard let byte = current else { throw failure("a broken escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return Array(String(Character(scalar)).utf8) }
      // The first half of a surrogate pair; the second has to follow.
      guard unit < 0xdc00, skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
        throw failure("half a surrogate pair")
      }
      let low = try hexadecimal()
      guard (0xdc00...0xdfff).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
      else { throw failure("half a surrogate pair") }
      return Array(String(Character(scalar)).utf8)
    default: throw failure("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard position + 4 <= text.count else { throw failure("a broken escape") }
    let digits = String(decoding: text[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let unit = UInt32(digits, radix: 16)
    else { throw failure("a broken escape") }
    position += 4
    return unit
  }
}
