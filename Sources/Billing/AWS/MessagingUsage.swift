/// Queues.
enum MessagingUsage {
  // us-east-1 bills some requests by their size.
  static let types: [UsageType] = [
    UsageType("AWSQueueService", "Requests-Tier1", "sqs.standard"),
    UsageType("AWSQueueService", "Requests-RBP", "sqs.standard"),
    UsageType("AWSQueueService", "Requests-FIFO-Tier1", "sqs.fifo"),
    UsageType("AWSQueueService", "Requests-FIFO-RBP", "sqs.fifo"),
  ]
}
