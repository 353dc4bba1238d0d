import Reports
import Testing

@Suite("Tables that would be too wide")
struct FoldedTableTests {
  private let style = TerminalStyle(hasColor: false, hasUnicode: true)

  private func table(_ names: [String]) -> TextTable {
    var table = TextTable([.text("name"), .number("amount"), .text("unit")])
    for (place, name) in names.enumerated() { table.add([name, "\(place)", "month"]) }
    return table
  }

  @Test("have long names on lines of their own, whole, once for rows that share them")
  func folds() {
    let name = String(repeating: "a.long.name.", count: 6)
    let lines = table([name, name, "short"]).foldedLines(style: style)
    #expect(lines.filter { $0.contains("a.long") } == [name])
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.filter { $0.hasSuffix("month") }.count == 3)
    #expect(lines.contains("short"))
  }

  @Test("and stay as they are where they fit")
  func fits() {
    let table = table(["one", "two"])
    #expect(table.foldedLines(style: style) == table.lines(style: style))
  }
}
