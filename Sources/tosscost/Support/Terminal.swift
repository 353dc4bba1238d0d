import Foundation
import Reports
import Synchronization

/// The process's two text streams: results go to standard output, everything else to the error
/// stream.
enum Terminal {
  static var outputStyle: TerminalStyle {
    TerminalStyle(
      isTerminal: isatty(STDOUT_FILENO) != 0, environment: ProcessInfo.processInfo.environment)
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) != 0 }

  static func write(_ lines: [String]) {
    write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

  private static let quiet = Mutex(false)

  /// `--quiet` leaves out what is no result and no problem.
  static var isQuiet: Bool { quiet.withLock { $0 } }

  static func setQuiet(_ isQuiet: Bool) { quiet.withLock { $0 = isQuiet } }

  /// Where something went or is kept: one line on standard error, unless `--quiet`.
  static func note(_ line: String) {
    if !isQuiet { warn(line) }
  }

  /// One line on standard error, made harmless for a terminal.
  static func warn(_ line: String) {
    FileHandle.standardError.write(Data((line.safeForTerminal + "\n").utf8))
  }
}
