import ArgumentParser
import Foundation
import Reports
import Units

/// How errors leave the program: text on standard error and an exit code of `sysexits.h`.
enum CommandFailure {
  static let invalidInput: Int32 = 65
  static let missingInput: Int32 = 66
  static let internalFault: Int32 = 70
  static let cannotCreate: Int32 = 73

  static func exit(with error: any Error) -> Never {
    switch error {
    case InputError.missing(let path, let reason):
      Terminal.warn("tosscost: \(path): \(reason)")
      Foundation.exit(missingInput)
    case InputError.invalid(let problems):
      for problem in problems { Terminal.warn(problem.description) }
      Foundation.exit(invalidInput)
    case InputError.fault(let contradictions):
      for line in contradictions { Terminal.warn("tosscost: internal fault: \(line)") }
      Terminal.warn("Nothing was written. Please report this, with the scenario.")
      Foundation.exit(internalFault)
    case let error as OutputError:
      Terminal.warn("tosscost: \(error.path): \(error.reason)")
      Foundation.exit(cannotCreate)
    case let error where isArgumentParsers(error):
      // Help: the parser leaves usage lines as long as they come.
      if !(error is ExitCode), Tosscost.exitCode(for: error) == .success {
        Terminal.write(Tosscost.fullMessage(for: error).withinColumns())
        Foundation.exit(0)
      }
      Tosscost.exit(withError: error)
    default:
      Terminal.warn("tosscost: internal fault: \(error)")
      Foundation.exit(internalFault)
    }
  }

  /// Help, version, wrong arguments (64) and codes that a command chose itself.
  private static func isArgumentParsers(_ error: any Error) -> Bool {
    error is ExitCode || Tosscost.exitCode(for: error) != .failure
  }
}

extension String {
  /// The lines of this text, those beyond `width` broken at a space and indented.
  fileprivate func withinColumns(_ width: Int = 80) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      guard line.count > width, line.hasPrefix("USAGE:") else { return [String(line)] }
      var lines: [String] = []
      var current = ""
      for word in line.split(separator: " ") {
        if !current.isEmpty, current.count + 1 + word.count > width {
          lines.append(current)
          current = "        " + word
        } else {
          current += (current.isEmpty ? "" : " ") + word
        }
      }
      return lines + [current]
    }
  }
}
