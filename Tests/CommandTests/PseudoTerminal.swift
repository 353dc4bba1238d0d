import Foundation

/// A terminal without a screen: what a program writes to `side` is read as text.
final class PseudoTerminal {
  struct Unavailable: Error {}

  private let main: Int32
  /// The end that a program takes for its terminal.
  let side: FileHandle

  /// Both ends are closed in programs that other tests start meanwhile: one that held an end would
  /// keep `text()` waiting.
  init() throws {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard main >= 0, let name = Self.unlock(main) else { throw Unavailable() }
    let descriptor = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unavailable() }
    side = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
  }

  static var isAvailable: Bool { (try? PseudoTerminal()) != nil }

  /// The path of the other end.
  private static func unlock(_ main: Int32) -> String? {
    #if os(Linux)
      // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: what unlockpt and ptsname do.
      var isLocked: CInt = 0
      var number: CUnsignedInt = 0
      guard ioctl(main, 0x4004_5431, &isLocked) == 0, ioctl(main, 0x8004_5430, &number) == 0
      else { return nil }
      return "/dev/pts/\(number)"
    #else
      guard grantpt(main) == 0, unlockpt(main) == 0 else { return nil }
      return ptsname(main).map { String(cString: $0) }
    #endif
  }

  /// Everything written until the last program has closed its end.
  func text() throws -> String {
    try side.close()
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(main, &part, part.count)
      // Linux answers EIO when nobody holds the other end any more.
      if count <= 0 { break }
      bytes += part[..<count]
    }
    close(main)
    return String(decoding: bytes, as: UTF8.self)
  }
}
