import Foundation
import Reports
import Studies
import Testing
import Units

@Suite("Forms of the guard's report")
struct GuardReportTests {
  @Test("Another schema is named, with the command that mends it")
  func schema() {
    let text = #"{"schema": "tosscost-guard-baseline/9", "scenarios": []}"#
    do throws(InputError) {
      _ = try GuardBaselineJSON.read(
        Array(text.utf8), source: "guard.json", mending: "tosscost guard record a.yaml")
      Issue.record("read another schema")
    } catch {
      guard case .invalid(let problems) = error else {
        Issue.record("no problems")
        return
      }
      #expect(
        problems.map(\.description) == [
          "guard.json: its schema is tosscost-guard-baseline/9, this version reads "
            + "tosscost-guard-baseline/1; record it again: tosscost guard record a.yaml"
        ])
    }
  }
}
