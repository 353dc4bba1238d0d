import Foundation
import Testing

@Suite("On a terminal", .serialized, .enabled(if: PseudoTerminal.isAvailable))
struct TerminalTests {
  /// What `simulate` writes when one stream or both are a terminal.
  private func run(
    _ environment: [String: String], _ more: [String] = [], onlyOutput: Bool = false
  ) throws -> String {
    var tool = try SmallScenario.tool()
    tool.environment = environment
    let terminal = try PseudoTerminal()
    let process = try tool.start(
      ["simulate", "small.yaml", "--store", "none"] + more, output: terminal.side,
      error: onlyOutput ? .nullDevice : terminal.side)
    let text = try terminal.text()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("Bill (USD)"))
    return text
  }

  private let escape = "\u{1B}["

  @Test("a bar shows the progress and is taken away, and headings stand out")
  func bar() throws {
    let text = try run(["TERM": "xterm"])
    #expect(text.contains("\rsmall [") && text.contains("] 100 %"))
    #expect(text.contains("\r\(escape)K"))
    #expect(text.contains("\(escape)1m"))
    let last = try #require(text.range(of: "\r\(escape)K", options: .backwards))
    #expect(!text[last.upperBound...].contains("] 100 %"))
  }

  @Test("NO_COLOR leaves the bar and takes the colour")
  func noColor() throws {
    let text = try run(["TERM": "xterm", "NO_COLOR": "1"])
    #expect(text.contains("] 100 %"))
    #expect(!text.replacing("\(escape)K", with: "").contains("\u{1B}"))
  }

  @Test("a dumb terminal gets plain lines only")
  func dumb() throws {
    let text = try run(["TERM": "dumb"])
    #expect(!text.contains("\u{1B}") && !text.contains("] 100 %"))
  }

  @Test("--quiet has no bar")
  func quiet() throws {
    let text = try run(["TERM": "xterm"], ["--quiet"])
    #expect(!text.contains("] 100 %") && text.contains("\(escape)1m"))
  }

  @Test("no bar goes to an error stream that is no terminal")
  func errorStream() throws {
    let text = try run(["TERM": "xterm"], onlyOutput: true)
    #expect(!text.contains("] 100 %") && text.contains("\(escape)1m"))
  }

  @Test("a locale without UTF-8 gets ASCII only")
  func ascii() throws {
    let text = try run(["TERM": "xterm", "LC_ALL": "C"])
    #expect(text.utf8.allSatisfy { $0 < 128 })
  }
}
