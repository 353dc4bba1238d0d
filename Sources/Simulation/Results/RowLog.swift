package import Files

/// Rows in the order in which they came, of which only the newest are held in memory.
///
/// Older ones lie in a scratch file, so that a run takes no more memory for a year than for a day.
/// Where no such file can be made all rows stay in memory. A value like an array: copies do not see
/// each other's changes.
package struct RowLog<Row: BitwiseCopyable & Sendable>: Sendable {
  private let file: ScratchFile
  /// Each holds `rowsPerBlock` rows.
  private var blocks: [ScratchBlock] = []
  private var spilled = 0
  private var recent: [Row] = []
  private var spillsAt = 2 * Self.rowsPerBlock

  static var rowsPerBlock: Int { ScratchFile.blockBytes / MemoryLayout<Row>.stride }

  package init(in file: ScratchFile = .shared) { self.file = file }

  package init(_ rows: some Sequence<Row>) {
    self.init()
    for row in rows { append(row) }
  }

  /// - Complexity: O(1), amortised, with a write to the file once in `rowsPerBlock` rows.
  @inline(__always)
  package mutating func append(_ row: Row) {
    if recent.count == spillsAt { spill() }
    recent.append(row)
  }

  package var last: Row? { recent.last }

  /// Moves the older half of what is in memory to the file.
  @inline(never)
  private mutating func spill() {
    let older = recent.withUnsafeBytes { rows in
      ScratchBlock(
        UnsafeRawBufferPointer(rebasing: rows.prefix(Self.rowsPerBlock * Self.stride)), in: file)
    }
    guard let older else {
      spillsAt = .max
      return
    }
    blocks.append(older)
    spilled += Self.rowsPerBlock
    recent.removeFirst(Self.rowsPerBlock)
  }

  /// Changes a row, wherever it lies.
  ///
  /// - Complexity: O(1) in memory; one read and one write of the file for an old row.
  package mutating func change(at index: Int, by change: (inout Row) -> Void) {
    if index >= spilled { return change(&recent[index - spilled]) }
    var row = oldRow(index)
    change(&row)
    let (block, place) = index.quotientAndRemainder(dividingBy: Self.rowsPerBlock)
    if !isKnownUniquelyReferenced(&blocks[block]) { blocks[block] = blocks[block].copy() }
    withUnsafeBytes(of: &row) { blocks[block].overwrite($0, at: place * Self.stride) }
  }

  private static var stride: Int { MemoryLayout<Row>.stride }

  @inline(never)
  private func oldRow(_ index: Int) -> Row {
    let (block, place) = index.quotientAndRemainder(dividingBy: Self.rowsPerBlock)
    return withUnsafeTemporaryAllocation(of: Row.self, capacity: 1) { row in
      let bytes = UnsafeMutableRawBufferPointer(row)
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
      blocks[block].read(into: bytes, at: place * Self.stride)
      return row[0]
    }
  }

  /// Puts the rows of a block in the place of as many others.
  fileprivate func read(block: Int, into rows: inout [Row]) {
    rows.withUnsafeMutableBytes { blocks[block].read(into: $0, at: 0) }
  }
}

extension RowLog: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { spilled + recent.count }

  /// - Complexity: O(1); one read of the file for an old row.
  package subscript(index: Int) -> Row {
    @inline(__always) get { index >= spilled ? recent[index - spilled] : oldRow(index) }
  }

  /// Passes the rows a block at a time.
  package func makeIterator() -> Iterator { Iterator(log: self) }

  package struct Iterator: IteratorProtocol {
    private let log: RowLog
    private var rows: [Row] = []
    private var place = 0
    private var block = 0

    fileprivate init(log: RowLog) { self.log = log }

    package mutating func next() -> Row? {
      if place == rows.count, !advance() { return nil }
      defer { place += 1 }
      return rows[place]
    }

    /// Takes the next block, or in the end what is in memory; whether that has a row.
    @inline(never)
    private mutating func advance() -> Bool {
      place = 0
      if block < log.blocks.count {
        // Any row will do where it is about to be overwritten.
        if rows.isEmpty, let row = log.last {
          rows = Array(repeating: row, count: RowLog.rowsPerBlock)
        }
        log.read(block: block, into: &rows)
      } else {
        rows = block == log.blocks.count ? log.recent : []
      }
      block += 1
      return !rows.isEmpty
    }
  }
}

extension RowLog: Equatable where Row: Equatable {
  package static func == (a: RowLog, b: RowLog) -> Bool { a.elementsEqual(b) }
}

extension RowLog: Hashable where Row: Hashable {
  package func hash(into hasher: inout Hasher) {
    for row in self { hasher.combine(row) }
  }
}
