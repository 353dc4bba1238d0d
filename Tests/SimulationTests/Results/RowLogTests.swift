import Files
import Foundation
import Kernel
import Simulation
import TestSupport
import Testing

@Suite("Rows of which only the newest are in memory")
struct RowLogTests {
  /// 96 bytes: 341 rows a block.
  private struct Row: BitwiseCopyable, Hashable {
    var number: Int
    var quarter: Double?
    var wide = SIMD8<Int64>(repeating: 7)
  }

  private static func row(_ number: Int) -> Row {
    Row(number: number, quarter: number % 3 == 0 ? nil : Double(number) / 4)
  }

  private static func scratch() -> ScratchFile {
    ScratchFile(folders: [FileManager.default.temporaryDirectory.path])
  }

  @Test("A log is an array: appended to, changed anywhere, copied, read in any order")
  func likeAnArray() throws {
    let file = Self.scratch()
    var random = RandomStream(seed: 5, component: "row log test", entity: "")
    func below(_ bound: Int) -> Int { min(bound - 1, Int(random.uniform() * Double(bound))) }
    var logs = [RowLog<Row>(in: file)]
    var arrays: [[Row]] = [[]]
    for step in 0..<4000 {
      let place = below(logs.count)
      for number in 0..<below(12) {
        logs[place].append(Self.row(step * 100 + number))
        arrays[place].append(Self.row(step * 100 + number))
      }
      if let changed = arrays[place].indices.randomElement(below) {
        logs[place].change(at: changed) { $0.number += step }
        arrays[place][changed].number += step
      }
      if step % 400 == 399, logs.count < 4 {
        logs.append(logs[place])
        arrays.append(arrays[place])
      }
    }
    for (log, array) in zip(logs, arrays) {
      #expect(log.count == array.count && array.count > 2000)
      #expect(log.elementsEqual(array))
      #expect(log.last == array.last)
      for _ in 0..<200 {
        let place = below(array.count)
        #expect(log[place] == array[place])
      }
    }
    #expect(logs[0] == logs[0] && logs[0] != logs[1])
    #expect(file.blockCount > 10)
    try file.check()
  }

  @Test("Blocks that nobody needs any more are used again")
  func reuse() {
    let file = Self.scratch()
    for _ in 0..<20 {
      var log = RowLog<Row>(in: file)
      for number in 0..<5000 { log.append(Self.row(number)) }
      #expect(log[0] == Self.row(0))
    }
    #expect((10...20).contains(file.blockCount))
  }

  @Test("Without a place for the file all rows stay in memory")
  func noPlace() throws {
    let file = ScratchFile(folders: ["/nonexistent", "/dev/null"])
    var log = RowLog<Row>(in: file)
    for number in 0..<5000 { log.append(Self.row(number)) }
    log.change(at: 17) { $0.number = -1 }
    #expect(log[17].number == -1)
    #expect(log.count == 5000 && log.dropFirst(18).elementsEqual((18..<5000).map(Self.row)))
    #expect(file.blockCount == 0)
    try file.check()
  }

  @Test("A short log needs no file")
  func short() {
    let file = Self.scratch()
    var log = RowLog<Row>(in: file)
    for number in 0..<600 { log.append(Self.row(number)) }
    #expect(file.blockCount == 0)
    #expect(log.elementsEqual((0..<600).map(Self.row)))
  }

  #if os(Linux)
    @Test("Rows that are lost are told, not made up in silence")
    func lost() throws {
      let scratch = try Scratch()
      let folder = scratch.path
      let file = ScratchFile(folders: [folder])
      var log = RowLog<Row>(in: file)
      for number in 0..<5000 { log.append(Self.row(number)) }
      try file.check()
      let descriptor = try #require(
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").first {
          let target = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\($0)")
          return target?.hasPrefix(folder) ?? false
        })
      #expect(truncate("/proc/self/fd/\(descriptor)", 1000) == 0)
      for row in log { _ = row }
      #expect(throws: (any Error).self) { try file.check() }
    }
  #endif
}

extension Range<Int> {
  fileprivate func randomElement(_ below: (Int) -> Int) -> Int? {
    isEmpty ? nil : lowerBound + below(count)
  }
}
