/// DynamoDB's tables: capacity on demand and provisioned, storage, backups.
enum TableUsage {
  static let types: [UsageType] = [
    UsageType("AmazonDynamoDB", "ReadRequestUnits", "dynamodb.ondemand.rru"),
    UsageType("AmazonDynamoDB", "WriteRequestUnits", "dynamodb.ondemand.wru"),
    UsageType("AmazonDynamoDB", "ReadCapacityUnit-Hrs", "dynamodb.provisioned.rcu"),
    UsageType("AmazonDynamoDB", "WriteCapacityUnit-Hrs", "dynamodb.provisioned.wcu"),
    UsageType("AmazonDynamoDB", "TimedStorage-ByteHrs", "dynamodb.storage"),
    UsageType("AmazonDynamoDB", "TimedPITRStorage-ByteHrs", "dynamodb.pitr"),
    UsageType("AmazonDynamoDB", "TimedBackupStorage-ByteHrs", "dynamodb.backup"),
    UsageType("AmazonDynamoDB", "RestoreDataSize-Bytes", "dynamodb.restore"),
  ]
}
