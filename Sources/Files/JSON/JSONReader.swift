package import Units

/// Reads JSON text (RFC 8259) and keeps the place of every value.
///
/// Stricter than the RFC in one point: an object that names a member twice is refused, because
/// which of the two holds is undefined.
package struct JSONReader {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  private var lineStart = 0

  private static let deepest = 64

  /// Reads the whole of `bytes` as one value.
  ///
  /// - Throws: `InputError.invalid` with the first place where the text is not JSON.
  /// - Complexity: O(n).
  package static func read(_ bytes: [UInt8], file: String) throws(InputError) -> JSONNode {
    var reader = JSONReader(bytes: bytes, file: file)
    let node = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.position < bytes.count { throw reader.problem("text after the end of the value") }
    return node
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private var column: Int { position - lineStart + 1 }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func problem(_ message: String) -> InputError {
    .invalid([
      Problem(file: file, line: line, column: column, message: "not valid JSON: \(message)")
    ])
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
      if byte == 0x0A {
        line += 1
        lineStart = position
      }
    }
  }

  private mutating func value(depth: Int) throws(InputError) -> JSONNode {
    skipSpace()
    if depth > Self.deepest { throw problem("nested more than \(Self.deepest) levels deep") }
    let (line, column) = (self.line, self.column)
    let value: JSONValue
    switch next {
    case UInt8(ascii: "{"): value = .object(try object(depth: depth))
    case UInt8(ascii: "["): value = .array(try array(depth: depth))
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "t"): value = try word("true", .boolean(true))
    case UInt8(ascii: "f"): value = try word("false", .boolean(false))
    case UInt8(ascii: "n"): value = try word("null", .null)
    case nil: throw problem("the text ends where a value is expected")
    default: value = .number(try number())
    }
    return JSONNode(value: value, line: line, column: column)
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(InputError) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw problem("expected `\(text)`") }
    position += text.utf8.count
    return value
  }

  /// Consumes `byte` after white space, or reports that it is missing.
  private mutating func expect(_ byte: UInt8) throws(InputError) {
    skipSpace()
    guard next == byte else {
      let what = next == nil ? "the text ends" : "another character stands"
      throw problem("\(what) where `\(Character(UnicodeScalar(byte)))` is expected")
    }
    position += 1
  }

  /// Whether the list goes on after an element: `,` does, `close` does not.
  private mutating func goesOn(until close: UInt8) throws(InputError) -> Bool {
    skipSpace()
    if next == UInt8(ascii: ",") {
      position += 1
      return true
    }
    try expect(close)
    return false
  }

  private mutating func array(depth: Int) throws(InputError) -> [JSONNode] {
    position += 1
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return []
    }
    var elements: [JSONNode] = []
    repeat {
      elements.append(try value(depth: depth + 1))
    } while try goesOn(until: UInt8(ascii: "]"))
    return elements
  }

  private mutating func object(depth: Int) throws(InputError) -> [JSONMember] {
    position += 1
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return []
    }
    var members: [JSONMember] = []
    var names: Set<String> = []
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw problem("a member needs a name in quotes") }
      let name = try string()
      if !names.insert(name).inserted { throw problem("`\(name)` is stated twice") }
      try expect(UInt8(ascii: ":"))
      members.append(JSONMember(name: name, node: try value(depth: depth + 1)))
    } while try goesOn(until: UInt8(ascii: "}"))
    return members
  }

  private mutating func number() throws(InputError) -> String {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    if whole == 0 { throw problem("this character cannot begin a value") }
    if whole > 1, bytes[position - whole] == UInt8(ascii: "0") {
      throw problem("a number cannot begin with 0")
    }
    if next == UInt8(ascii: ".") {
      position += 1
      if digits() == 0 { throw problem("a digit is expected after the decimal point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      if digits() == 0 { throw problem("a digit is expected in the exponent") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Passes over digits and says how many there were.
  private mutating func digits() -> Int {
    let start = position
    while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position - start
  }

  private mutating func string() throws(InputError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw problem("this string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw problem("a line break or control character inside a string")
      default: text.append(byte)
      }
    }
    throw problem("the text ends inside a string")
  }

  private mutating func escape() throws(InputError) -> [UInt8] {
    guard let byte = next else { throw problem("the text ends inside a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if code >= 0xD800, code < 0xDC00, bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        let low = try hexadecimal()
        guard low >= 0xDC00, low < 0xE000 else { throw problem("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = UnicodeScalar(code) else { throw problem("half a surrogate pair") }
      return Array(String(Character(scalar)).utf8)
    default: throw problem("unknown escape in a string")
    }
  }

  private mutating func hexadecimal() throws(InputError) -> UInt32 {
    let end = min(position + 4, bytes.count)
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    guard text.utf8.count == 4, text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16)
    else { throw problem("four hexadecimal digits are expected after \\u") }
    position = end
    return code
  }
}
