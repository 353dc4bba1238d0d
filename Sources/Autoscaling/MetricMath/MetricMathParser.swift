/// What is wrong with a metric math expression, and where.
package struct MetricMathProblem: Error, Hashable {
  package let message: String
  /// Counted from 1 in the expression's characters.
  package let column: Int

  package init(message: String, column: Int) {
    self.message = message
    self.column = column
  }
}

/// Reads metric math: `+ - * /`, comparisons, parentheses, numbers, ids of other queries, `FILL(m1, 0)`,
/// `MAX([m1, m2])`, `MIN([m1, m2])` and `IF(condition, value, value)`.
///
/// A recursive descent over the characters. All else of CloudWatch's metric math is refused.
package struct MetricMathParser {
  private let characters: [Character]
  private let queries: [String: MetricMathNode]
  private var position = 0
  private var depth = 0

  private static let functions = ["FILL", "IF", "MAX", "MIN"]
  /// Parentheses and functions within each other.
  private static let mostDepth = 100

  /// The expression's root.
  ///
  /// - Parameters:
  ///   - text: the expression.
  ///   - queries: what each id that it may name stands for.
  /// - Throws: `MetricMathProblem` for the first thing that is wrong.
  /// - Complexity: O(length).
  package static func parse(
    _ text: String, queries: [String: MetricMathNode]
  ) throws(MetricMathProblem) -> MetricMathNode {
    var parser = MetricMathParser(characters: Array(text), queries: queries)
    let root = try parser.comparison()
    guard parser.peek() == nil else { throw parser.unexpected() }
    return root
  }

  private init(characters: [Character], queries: [String: MetricMathNode]) {
    self.characters = characters
    self.queries = queries
  }

  // MARK: Grammar

  private mutating func comparison() throws(MetricMathProblem) -> MetricMathNode {
    let left = try sum()
    guard let sign = take(among: ["<=", ">=", "==", "!=", "<", ">"]) else { return left }
    return .binary(sign, left, try sum())
  }

  private mutating func sum() throws(MetricMathProblem) -> MetricMathNode {
    var node = try product()
    while let sign = take(among: ["+", "-"]) { node = .binary(sign, node, try product()) }
    return node
  }

  private mutating func product() throws(MetricMathProblem) -> MetricMathNode {
    var node = try factor()
    while let sign = take(among: ["*", "/"]) { node = .binary(sign, node, try factor()) }
    return node
  }

  private mutating func factor() throws(MetricMathProblem) -> MetricMathNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else {
      throw problem("it is nested deeper than \(Self.mostDepth) levels")
    }
    guard let next = peek() else { throw problem("it ends where a value must follow") }
    if next == "-" {
      position += 1
      return .negative(try factor())
    }
    if next == "(" {
      position += 1
      let node = try comparison()
      try expect(")")
      return node
    }
    if next.isASCII, next.isNumber || next == "." { return .number(try number()) }
    if next.isASCII, next.isLetter { return try named() }
    throw unexpected()
  }

  /// An id, or a function with its arguments.
  private mutating func named() throws(MetricMathProblem) -> MetricMathNode {
    let start = position
    while position < characters.count, Self.isOfName(characters[position]) { position += 1 }
    let name = String(characters[start..<position])
    guard peek() == "(" else {
      if let node = queries[name] { return node }
      let ids = queries.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw problem(
        ids.isEmpty
          ? "`\(name)` is the id of no other metric"
          : "`\(name)` is the id of no other metric; allowed: \(ids)",
        at: start)
    }
    guard Self.functions.contains(name) else {
      throw problem(
        "the function `\(name)` is not evaluated; allowed: "
          + Self.functions.map { "`\($0)`" }.joined(separator: ", "), at: start)
    }
    position += 1
    let node = try arguments(of: name, at: start)
    try expect(")")
    return node
  }

  private mutating func arguments(
    of name: String, at start: Int
  ) throws(MetricMathProblem) -> MetricMathNode {
    switch name {
    case "FILL":
      let node = try comparison()
      try expect(",")
      let place = skipped()
      let isNegative = peek() == "-"
      if isNegative { position += 1 }
      guard let next = peek(), next.isNumber || next == "." else {
        throw problem("FILL is evaluated with a number in place of missing points", at: place)
      }
      let value = try number()
      return .fill(node, with: isNegative ? -value : value)
    case "IF":
      let condition = try comparison()
      try expect(",")
      let yes = try comparison()
      try expect(",")
      return .choice(condition, yes, try comparison())
    default:
      return .extreme(isMaximum: name == "MAX", try array(of: name, at: start))
    }
  }

  /// Of one series alone, MAX and MIN are one number for all of its time, which no alarm compares.
  private mutating func array(
    of name: String, at start: Int
  ) throws(MetricMathProblem) -> [MetricMathNode] {
    guard peek() == "[" else {
      throw problem("\(name) is evaluated over an array, such as \(name)([m1, m2])", at: start)
    }
    var nodes: [MetricMathNode] = []
    repeat {
      position += 1
      let place = skipped()
      let node = try comparison()
      guard node.isSeries else {
        throw problem("an array holds metrics and what is made of them, no number", at: place)
      }
      nodes.append(node)
    } while peek() == ","
    try expect("]")
    return nodes
  }

  // MARK: Characters

  private mutating func number() throws(MetricMathProblem) -> Double {
    let start = position
    while position < characters.count, Self.isOfNumber(characters[position]) { position += 1 }
    let text = String(characters[start..<position])
    guard let value = Double(text), value.isFinite else {
      throw problem("`\(text)` is no number", at: start)
    }
    return value
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || character == ".")
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private mutating func take(among signs: [String]) -> MetricMathOperator? {
    _ = peek()
    for sign in signs where characters[position...].starts(with: sign) {
      position += sign.count
      return MetricMathOperator(rawValue: sign)
    }
    return nil
  }

  private mutating func expect(_ character: Character) throws(MetricMathProblem) {
    guard let next = peek() else { throw problem("it ends where `\(character)` must follow") }
    guard next == character else {
      throw problem("`\(character)` must follow here, not `\(next)`")
    }
    position += 1
  }

  /// The next character that is no space.
  private mutating func peek() -> Character? {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    return position < characters.count ? characters[position] : nil
  }

  private mutating func skipped() -> Int {
    _ = peek()
    return position
  }

  private func problem(_ message: String, at place: Int? = nil) -> MetricMathProblem {
    MetricMathProblem(message: message, column: (place ?? position) + 1)
  }

  private func unexpected() -> MetricMathProblem {
    problem("`\(characters[position])` is not evaluated here")
  }
}
