internal import Foundation
internal import Synchronization
package import Units

/// Disk space for what a run need not hold in memory, in blocks of one size.
///
/// One file serves the whole process. It is made with the first block, has no name once it is open,
/// so that nothing of it outlives the process, and uses a block that was given back before it grows.
/// It lies in `TMPDIR`, else in `/var/tmp`, which the Filesystem Hierarchy Standard keeps for large
/// temporary files, else in `/tmp`.
package final class ScratchFile: Sendable {
  package static let blockBytes = 32_768
  package static let shared = ScratchFile(folders: usualFolders)

  private let folders: [String]
  private let state = Mutex(State())

  private struct State {
    /// Negative until the file is open.
    var descriptor: CInt = -1
    var isUnavailable = false
    var blocks = 0
    var free: [Int] = []
    var failure: OutputError?
  }

  /// - Parameter folders: where the file may lie, the best place first.
  package init(folders: [String]) { self.folders = folders }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Says that what was written could not be read back, if so: results of this process are then not
  /// to be trusted.
  package func check() throws(OutputError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Blocks that the file has room for, in use or not.
  package var blockCount: Int { state.withLock { $0.blocks } }

  private static var usualFolders: [String] {
    let named = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    return (named.map { [$0] } ?? []) + ["/var/tmp", "/tmp"]
  }

  /// The number of a block that nobody uses; `nil` where no folder takes the file.
  func take() -> Int? {
    state.withLock { state in
      if state.descriptor < 0 {
        guard !state.isUnavailable else { return nil }
        state.descriptor = folders.lazy.map(Self.openUnnamed).first { $0 >= 0 } ?? -1
        state.isUnavailable = state.descriptor < 0
        guard !state.isUnavailable else { return nil }
      }
      if let block = state.free.popLast() { return block }
      state.blocks += 1
      return state.blocks - 1
    }
  }

  func giveBack(_ block: Int) { state.withLock { $0.free.append(block) } }

  /// - Returns: whether all of it is in the file.
  func write(_ bytes: UnsafeRawBufferPointer, block: Int, at offset: Int) -> Bool {
    let descriptor = state.withLock { $0.descriptor }
    return Self.whole(bytes.count) { done in
      pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
        off_t(block * Self.blockBytes + offset + done))
    }
  }

  func read(into bytes: UnsafeMutableRawBufferPointer, block: Int, at offset: Int) {
    let descriptor = state.withLock { $0.descriptor }
    let isWhole = Self.whole(bytes.count) { done in
      pread(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
        off_t(block * Self.blockBytes + offset + done))
    }
    if !isWhole { fail("cannot be read back") }
  }

  func fail(_ reason: String) {
    let detail = String(cString: strerror(errno))
    state.withLock {
      $0.failure = OutputError(path: "temporary file", reason: "\(reason): \(detail)")
    }
  }

  /// Repeats a transfer until `count` bytes are done; whether it got there.
  private static func whole(_ count: Int, transfer: (Int) -> Int) -> Bool {
    var done = 0
    while done < count {
      let part = transfer(done)
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { return false }
      done += part
    }
    return true
  }

  private static func openUnnamed(in folder: String) -> CInt {
    var name = Array("\(folder)/tosscost.XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    if descriptor >= 0 { unlink(name) }
    return descriptor
  }
}
