internal import Foundation

/// Values as JSON for programs: sorted keys, snake case, money as decimal strings.
package enum SnakeCaseJSON {
  package static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return [UInt8](try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}
