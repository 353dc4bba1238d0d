/// A block of a scratch file; given back when nobody refers to it any more.
package final class ScratchBlock: Sendable {
  private let file: ScratchFile
  private let number: Int
  private let count: Int

  /// Keeps a copy of `bytes`, `ScratchFile.blockBytes` at most.
  ///
  /// `nil` where no scratch file can be made, or its disk is full.
  package init?(_ bytes: UnsafeRawBufferPointer, in file: ScratchFile) {
    precondition(bytes.count <= ScratchFile.blockBytes)
    guard let number = file.take() else { return nil }
    self.file = file
    self.number = number
    count = bytes.count
    guard file.write(bytes, block: number, at: 0) else { return nil }
  }

  deinit { file.giveBack(number) }

  /// Fills `bytes` with what was kept from `offset` on.
  ///
  /// After a failure the bytes are left as they were, and `ScratchFile.check` throws.
  package func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    file.read(into: bytes, block: number, at: offset)
  }

  /// Puts `bytes` in the place of those from `offset` on.
  ///
  /// Only for a block that no copy shares. After a failure `ScratchFile.check` throws.
  package func overwrite(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    if !file.write(bytes, block: number, at: offset) { file.fail("cannot be written") }
  }

  /// A block of the same bytes; this one after a failure, when `ScratchFile.check` throws.
  package func copy() -> ScratchBlock {
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes { read(into: $0, at: 0) }
    if let copy = bytes.withUnsafeBytes({ ScratchBlock($0, in: file) }) { return copy }
    file.fail("cannot be written")
    return self
  }
}
