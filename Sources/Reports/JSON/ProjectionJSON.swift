package import Studies

/// A projection as JSON with sorted keys, snake case, and money as decimal strings.
package enum ProjectionJSON {
  package static func bytes(_ projection: Projection) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(projection)
  }
}
