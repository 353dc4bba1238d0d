/// FOCUS's subcategories of services as far as they are used, each under its one category.
enum FocusSubcategory: String, Sendable, CaseIterable {
  case containers = "Containers"
  case serverless = "Serverless Compute"
  case relationalDatabases = "Relational Databases"
  case noSQLDatabases = "NoSQL Databases"
  case caching = "Caching"
  case objectStorage = "Object Storage"
  case blockStorage = "Block Storage"
  case backupStorage = "Backup Storage"
  case messaging = "Messaging"
  case applicationNetworking = "Application Networking"
  case connectivity = "Network Connectivity"
  case routing = "Network Routing"
  case contentDelivery = "Content Delivery"
  case networkSecurity = "Network Security"
  case secrets = "Secret Management"
  case observability = "Observability"
  case other = "Other (Other)"

  var category: String {
    switch self {
    case .containers, .serverless: "Compute"
    case .relationalDatabases, .noSQLDatabases, .caching: "Databases"
    case .objectStorage, .blockStorage, .backupStorage: "Storage"
    case .messaging: "Integration"
    case .applicationNetworking, .connectivity, .routing, .contentDelivery, .networkSecurity:
      "Networking"
    case .secrets: "Security"
    case .observability: "Management and Governance"
    case .other: "Other"
    }
  }
}
