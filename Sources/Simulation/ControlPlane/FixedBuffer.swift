/// A few numbers of a run that are touched for every one of its minutes.
///
/// Owned by one run and never shared, so that no access asks first, as an array's does, whether
/// anybody else holds it.
struct FixedBuffer<Element: BitwiseCopyable>: ~Copyable {
  let count: Int
  private let elements: UnsafeMutablePointer<Element>

  init(_ values: [Element]) {
    count = values.count
    elements = .allocate(capacity: max(1, count))
    elements.initialize(from: values, count: count)
  }

  deinit { elements.deallocate() }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Element {
    @inline(__always) _read {
      precondition(index >= 0 && index < count)
      yield elements[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield &elements[index]
    }
  }
}
