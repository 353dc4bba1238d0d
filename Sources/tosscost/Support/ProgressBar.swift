import Foundation
import Synchronization

/// A bar on standard error while a run goes on; nothing where that is no terminal.
final class ProgressBar: Sendable {
  private static let width = 40
  private let label: String
  private let isShown: Bool
  /// The last percentage shown.
  private let shown = Mutex(-1)

  init(label: String) {
    self.label = label
    isShown =
      !Terminal.isQuiet && Terminal.errorIsTerminal
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Shows the done share of 0...1; may be called from any thread.
  func update(_ share: Double) {
    guard isShown else { return }
    let percent = Int(share * 100)
    shown.withLock { last in
      guard percent > last else { return }
      last = percent
      let filled = percent * Self.width / 100
      let bar =
        String(repeating: "#", count: filled)
        + String(repeating: ".", count: Self.width - filled)
      FileHandle.standardError.write(Data("\r\(label) [\(bar)] \(percent) %".utf8))
    }
  }

  /// Takes the bar away.
  func finish() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
