import Files
import Testing

@Suite("Bytes compressed as they come")
struct DeflatingTests {
  private static func compressed(_ bytes: [UInt8], piece: Int) throws -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    let deflating = try Deflating(name: "test") { pieces.append($0) }
    var start = 0
    while start < bytes.count {
      try deflating.append(Array(bytes[start..<min(bytes.count, start + piece)]))
      start += piece
    }
    try deflating.finish()
    return pieces
  }

  @Test(
    "What was compressed in pieces of any size comes back",
    arguments: [0, 1, 65_535, 65_536, 65_537, 300_000], [1000, 65_536, 1_000_000])
  func roundTrip(count: Int, piece: Int) throws {
    var state: UInt64 = 1
    let noise = (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 40)
    }
    for bytes in [noise, [UInt8](repeating: 65, count: count)] {
      let pieces = try Self.compressed(bytes, piece: piece)
      #expect(pieces.allSatisfy { $0.count <= 65_536 })
      let whole = Array(pieces.joined())
      #expect(CompressedBytes.expand(whole, count: count) == bytes)
      #expect(CompressedBytes.expand(whole, count: count + 1) == nil)
    }
  }

  @Test("Noise takes more than one piece, and what the taker throws comes through")
  func pieces() throws {
    struct Full: Error {}
    var state: UInt64 = 9
    let noise = (0..<200_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    #expect(try Self.compressed(noise, piece: 4096).count > 3)
    let deflating = try Deflating(name: "test") { _ in throw Full() }
    #expect(throws: Full.self) { try deflating.append(noise) }
  }
}
