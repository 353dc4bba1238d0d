import LinearAlgebra
import Testing

@Test func coreNameIsKnown() {
  BLAS.useOneThread()
  #expect(!BLAS.coreName.isEmpty)
}
