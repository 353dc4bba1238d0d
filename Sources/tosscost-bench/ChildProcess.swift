import Foundation
import Glibc

/// What a program used from its start to its end.
struct ProcessUsage {
  /// User and system time of all threads.
  var cpuSeconds: Double
  var wallSeconds: Double
  /// Largest resident set; `nil` where it cannot be told from that of this program, which a child
  /// is a copy of before it becomes another program.
  var peakMegabytes: Double?
  var output: String

  /// The first number that follows `key` in the output, which is JSON.
  func number(after key: String) -> Double? {
    guard let range = output.range(of: "\"\(key)\"") else { return nil }
    let rest = output[range.upperBound...].drop { $0 == ":" || $0.isWhitespace }
    return Double(rest.prefix { $0.isNumber || $0 == "." })
  }
}

enum ChildProcess {
  /// Runs a program to its end and reads what the system accounted for it.
  ///
  /// - Returns: `nil` when it cannot be started or fails.
  static func run(_ command: [String]) -> ProcessUsage? {
    var pipeEnds: [Int32] = [0, 0]
    guard pipe(&pipeEnds) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], 1)
    posix_spawn_file_actions_addclose(&actions, pipeEnds[0])
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    let begin = ContinuousClock.now
    var process = pid_t()
    let isStarted = posix_spawnp(&process, command[0], &actions, nil, arguments, environ) == 0
    close(pipeEnds[1])
    let output = FileHandle(fileDescriptor: pipeEnds[0], closeOnDealloc: true)
      .readDataToEndOfFile()
    guard isStarted else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status == 0 else { return nil }
    let wall = ContinuousClock.now - begin
    return ProcessUsage(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      wallSeconds: Double(wall.components.seconds) + Double(wall.components.attoseconds) * 1e-18,
      peakMegabytes: usage.ru_maxrss > ownPeak ? Double(usage.ru_maxrss) / 1024 : nil,
      output: String(decoding: output, as: UTF8.self))
  }

  private static var ownPeak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }
}
