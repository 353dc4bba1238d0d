import Foundation
import TestSupport

/// Hourly histories as files, and the tool beside them.
enum SmallHistory {
  /// Office hours on weekdays from Monday 2 November 2026 on, and a little noise.
  static func value(_ hour: Int) -> Int {
    let isOffice = hour / 24 % 7 < 5 && 9..<17 ~= hour % 24
    // Fibonacci hashing spreads the hours.
    let noise = Int((UInt64(hour) &* 0x9E37_79B9_7F4A_7C15) >> 40) % 31
    return (isOffice ? 1000 : 200) + noise
  }

  static func time(_ hour: Int) -> String {
    // 2026-11-02T00:00:00Z
    let seconds = 1_793_577_600 + hour * 3600
    return Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
  }

  static func csv(hours: Int, value: (Int) -> String = { "\(SmallHistory.value($0))" }) -> String {
    "timestamp,requests\n" + (0..<hours).map { "\(time($0)),\(value($0))\n" }.joined()
  }

  /// M4's layout: a quoted header, then id and values.
  static func table(_ rows: [(id: String, values: [Int])]) -> String {
    let longest = rows.map(\.values.count).max() ?? 0
    let header = (0...longest).map { "\"V\($0 + 1)\"" }.joined(separator: ",")
    let lines = rows.map { row in
      ([row.id] + row.values.map(String.init)
        + Array(repeating: "", count: longest - row.values.count)).joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// `load.csv` of four weeks, and two series of 15 and 20 days with the two days after them.
  static func tool() throws -> Tool {
    let folder = try Scratch()
    try folder.write("load.csv", csv(hours: 672))
    let series = [("A", 0..<360), ("B", 100..<580)]
    try folder.write("train.csv", table(series.map { ($0.0, $0.1.map(value)) }))
    try folder.write(
      "test.csv",
      table(series.map { ($0.0, ($0.1.upperBound..<$0.1.upperBound + 48).map(value)) }))
    return Tool(folder: folder)
  }
}
