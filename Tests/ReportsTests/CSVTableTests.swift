import Reports
import Testing

@Suite("CSV files")
struct CSVTableTests {
  private func cell(_ text: String) -> String {
    var table = CSVTable(header: ["a"])
    table.text(text)
    table.endRow()
    return String(decoding: table.bytes.dropFirst(3).dropLast(2), as: UTF8.self)
  }

  @Test(
    "Quotes a text cell where RFC 4180 asks for it, and only there",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
      ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), ("é", "é"), ("", ""),
    ])
  func quoting(text: String, written: String) { #expect(cell(text) == written) }

  @Test(
    "A text cannot become a formula in a spreadsheet",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
      ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""),
    ])
  func formulas(text: String, written: String) { #expect(cell(text) == written) }

  @Test("Ends every row with CR LF and starts without a byte order mark")
  func rows() {
    var table = CSVTable(header: ["n", "x", "y"])
    table.integer(-12)
    table.empty()
    table.verbatim("-0.50")
    table.endRow()
    #expect(String(decoding: table.bytes, as: UTF8.self) == "n,x,y\r\n-12,,-0.50\r\n")
  }

  @Test(
    "Numbers have exactly the decimals asked for",
    arguments: zip(
      [0, 1.0005, -0.25, 99.9996, 12345.678, -0.0001],
      ["0.000", "1.001", "-0.250", "100.000", "12345.678", "0.000"]))
  func decimals(value: Double, text: String) {
    var table = CSVTable(header: [])
    table.number(value, decimals: 3)
    #expect(String(decoding: table.bytes.dropFirst(2), as: UTF8.self) == text)
  }

  @Test("An unknown number is an empty cell, not a zero")
  func unknown() {
    var table = CSVTable(header: [])
    table.number(nil, decimals: 3)
    table.integer(Int64.min)
    #expect(String(decoding: table.bytes, as: UTF8.self) == "\r\n,-9223372036854775808")
  }
}
