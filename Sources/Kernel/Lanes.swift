/// Eight doubles that are computed together; the width of one AVX-512 register, and of two or four
/// narrower ones.
package typealias Lanes = SIMD8<Double>
