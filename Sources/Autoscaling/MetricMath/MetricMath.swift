/// A metric math expression over metrics of one service, such as `m1 / m2`.
///
/// Evaluated point by point: each metric gives one value for a period, or none. Source: CloudWatch
/// user guide, "Using metric math"; Application Auto Scaling user guide, "Create a target tracking
/// scaling policy using metric math".
package struct MetricMath: Sendable, Hashable {
  /// What policies and alarms are called by: the label of the returned query, or its id.
  package let label: String
  /// As it was written.
  package let text: String
  let root: MetricMathNode

  package init(label: String, text: String, root: MetricMathNode) {
    self.label = label
    self.text = text
    self.root = root
  }

  /// The metrics that it looks at, each once, in the order of the expression.
  package var metrics: [ScalingMetric] {
    var metrics: [ScalingMetric] = []
    root.collect(into: &metrics)
    return metrics
  }

  /// The value for one period; `nil` where there is none.
  ///
  /// An operand without a point leaves the result without one, and so does what is no number: a
  /// division by zero, since CloudWatch keeps neither infinite values nor NaN.
  ///
  /// - Parameter point: the metric's value in that period; `nil` for no point.
  /// - Complexity: O(length of the expression).
  package func value(_ point: (ScalingMetric) -> Double?) -> Double? {
    guard let value = root.value(point), value.isFinite else { return nil }
    return value
  }
}

/// A part of a metric math expression.
package indirect enum MetricMathNode: Sendable, Hashable {
  case number(Double)
  case metric(ScalingMetric)
  case negative(MetricMathNode)
  case binary(MetricMathOperator, MetricMathNode, MetricMathNode)
  /// The value, or the second one in periods without a point.
  case fill(MetricMathNode, with: Double)
  /// The greatest or the least of those that have a point.
  case extreme(isMaximum: Bool, [MetricMathNode])
  /// The second where the first is not zero, else the third.
  case choice(MetricMathNode, MetricMathNode, MetricMathNode)
}

/// Raw values are CloudWatch's signs.
package enum MetricMathOperator: String, Sendable, Hashable, CaseIterable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case unequal = "!="

  var isComparison: Bool {
    switch self {
    case .plus, .minus, .times, .over: false
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .unequal: true
    }
  }

  /// Comparisons give 1 for true and 0 for false.
  func value(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .over: left / right
    case .less: left < right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .equal: left == right ? 1 : 0
    case .unequal: left != right ? 1 : 0
    }
  }
}

extension MetricMathNode {
  /// Whether it changes with time: a time series in CloudWatch's words, not a scalar.
  package var isSeries: Bool {
    var metrics: [ScalingMetric] = []
    collect(into: &metrics)
    return !metrics.isEmpty
  }

  fileprivate func collect(into metrics: inout [ScalingMetric]) {
    switch self {
    case .number: break
    case .metric(let metric): if !metrics.contains(metric) { metrics.append(metric) }
    case .negative(let node), .fill(let node, _): node.collect(into: &metrics)
    case .binary(_, let left, let right):
      left.collect(into: &metrics)
      right.collect(into: &metrics)
    case .extreme(_, let nodes): for node in nodes { node.collect(into: &metrics) }
    case .choice(let condition, let yes, let no):
      for node in [condition, yes, no] { node.collect(into: &metrics) }
    }
  }

  fileprivate func value(_ point: (ScalingMetric) -> Double?) -> Double? {
    switch self {
    case .number(let number): return number
    case .metric(let metric): return point(metric)
    case .negative(let node): return node.value(point).map { -$0 }
    case .binary(let sign, let left, let right):
      guard let left = left.value(point), let right = right.value(point) else { return nil }
      let value = sign.value(left, right)
      return value.isFinite ? value : nil
    case .fill(let node, let other): return node.value(point) ?? other
    case .extreme(let isMaximum, let nodes):
      let values = nodes.compactMap { $0.value(point) }
      return isMaximum ? values.max() : values.min()
    case .choice(let condition, let yes, let no):
      return condition.value(point).flatMap { $0 != 0 ? yes.value(point) : no.value(point) }
    }
  }
}
