/// Binary multiples, which AWS means by "GB" in its price list (10 TB = 10,240 GB).
package enum Binary {
  package static let mebibyte: Int64 = 1 << 20
  package static let gibibyte: Int64 = 1 << 30
}
