internal import Foundation
package import Studies

/// A projection as JSON with sorted keys, snake case, and money as decimal strings.
package enum ProjectionJSON {
  package static func bytes(_ projection: Projection) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return [UInt8](try encoder.encode(projection)) + [UInt8(ascii: "\n")]
  }
}
