import Foundation

/// The report: rates, then what they are in relation to each other.
enum Comparison {
  static func lines(_ contenders: [Contender]) -> [String] {
    var lines = ["Whole process, medians of \(contenders[0].usages.count) interleaved rounds", ""]
    lines.append(row(["", "million/CPU s", "CPU s", "wall s", "peak MB"]))
    for contender in contenders {
      lines.append(
        row([
          contender.name.rawValue, contender.rate.map { text($0 / 1e6, 2) } ?? "–",
          contender.median(\.cpuSeconds).map { text($0, 3) } ?? "not run",
          contender.median(\.wallSeconds).map { text($0, 3) } ?? "–",
          contender.median(\.peakMegabytes).map { text($0, 1) } ?? "–",
        ]))
    }
    return lines + [""] + ratios(contenders)
  }

  private static func ratios(_ contenders: [Contender]) -> [String] {
    func contender(_ name: Contender.Name) -> Contender? { contenders.first { $0.name == name } }
    func ratio(_ title: String, _ above: Contender.Name, _ below: Contender.Name) -> String? {
      guard let above = contender(above)?.rate, let below = contender(below)?.rate else {
        return nil
      }
      return row([title, text(above / below, 2)])
    }
    var lines = [
      ratio("month / C++ scalar recursion", .month, .recursion),
      ratio("month / limit kws", .month, .limitScalar),
      ratio("month / limit rr", .month, .limitRoundRobin),
      ratio("month / SimPy", .month, .simpy),
      ratio("event queue / C++ heap", .queue, .heap),
    ].compactMap { $0 }
    if let one = contender(.oneThread), let two = contender(.twoThreads),
      let oneWall = one.median(inside), let twoWall = two.median(inside),
      let oneCPU = one.median(\.cpuSeconds), let twoCPU = two.median(\.cpuSeconds)
    {
      lines.append(row(["two threads / one, by wall time", text(oneWall / twoWall, 2)]))
      lines.append(row(["two threads / one, if cores were free", text(2 * oneCPU / twoCPU, 2)]))
    }
    if let months = contender(.fluidMonths),
      let each = months.median({ $0.number(after: "cpu_milliseconds") })
    {
      lines.append(row(["a service's month in fluid mode, CPU ms", text(each, 2)]))
    }
    if let month = contender(.month)?.median(\.peakMegabytes),
      let day = contender(.day)?.median(\.peakMegabytes)
    {
      lines.append(row(["peak memory, month / its first day", text(month / day, 2)]))
    }
    return lines
  }

  /// Seconds that the program itself took for its replications, without starting up.
  private static func inside(_ usage: ProcessUsage) -> Double? {
    usage.number(after: "seconds") ?? usage.wallSeconds
  }

  private static func text(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private static func row(_ cells: [String]) -> String {
    let first = cells[0].padding(toLength: 40, withPad: " ", startingAt: 0)
    return first
      + cells.dropFirst().map { String(repeating: " ", count: max(1, 14 - $0.count)) + $0 }.joined()
  }
}
