// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every target: third-party types must not leak through a
// module's public face, existentials are written `any`, and members come only from
// modules a file imports itself. The compiler holds the floors of the house this way.
let houseRules: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: houseRules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: houseRules)
}

let package = Package(
  name: "tosscost",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "tosscost", targets: ["tosscost"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Floor 0: values and system libraries.
    module("Units"),
    module("Files", ["CZlib", "Units"]),
    module("Digests", [.product(name: "Crypto", package: "swift-crypto")]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),

    // Floor 1: the hinge, the kernel and the load.
    module("Ledger", ["Units"]),
    module("Kernel", ["Units"]),
    module("Workload", ["Digests", "Files", "Units"]),
    module("LinearAlgebra", ["COpenBLAS"]),

    // Floor 2: pure decisions, what the load will be, and what is metered beside the tasks.
    module("Autoscaling", ["Units"]),
    module("Forecasting", ["Kernel", "LinearAlgebra", "Units"]),
    module("Resources", ["Ledger", "Units"]),

    // Floor 3: load into usage, usage into money. Neither sees the other.
    module(
      "Simulation",
      [
        "Autoscaling", "Files", "Kernel", "Ledger", "Units", "Workload",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    module("Billing", ["Digests", "Files", "Ledger", "Units"]),

    // Floor 4 and 5: scenarios, and questions asked of them.
    module(
      "Scenarios",
      [
        "Autoscaling", "Billing", "Digests", "Files", "Kernel", "Ledger", "Resources",
        "Simulation", "Units", "Workload",
        .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "Studies",
      [
        "Autoscaling", "Billing", "Digests", "Forecasting", "Kernel", "Ledger", "Scenarios",
        "Simulation", "Units", "Workload",
      ]),

    // Floor 6: ways to keep and to read the answers.
    module(
      "RunStore",
      ["Billing", "Files", "Ledger", "Units", .product(name: "GRDB", package: "GRDB.swift")]),
    module(
      "Reports",
      [
        "Autoscaling", "Billing", "Files", "Forecasting", "Kernel", "Ledger", "Simulation",
        "Studies", "Units", "Workload",
      ]),

    // Floor 7: the commands.
    .executableTarget(
      name: "tosscost",
      dependencies: [
        "Autoscaling", "Billing", "Digests", "Files", "Forecasting", "Ledger", "Reports",
        "RunStore", "Scenarios", "Simulation", "Studies", "Units", "Workload",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: houseRules),

    // Speed is shown by this program, never asserted in a test.
    .executableTarget(
      name: "tosscost-bench",
      dependencies: [
        "Autoscaling", "Kernel", "Ledger", "Scenarios", "Simulation", "Studies", "Units",
        "Workload",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: houseRules),

    // What tests share: places of files, recorded planes, goldens.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: houseRules),
    tests("UnitsTests", ["Files", "Units"]),
    tests("LedgerTests", ["Ledger", "Units"]),
    tests("KernelTests", ["Kernel", "TestSupport", "Units"]),
    tests("WorkloadTests", ["TestSupport", "Units", "Workload"]),
    tests("LinearAlgebraTests", ["LinearAlgebra"]),
    tests("ResourcesTests", ["Kernel", "Ledger", "Resources", "Units"]),
    tests("AutoscalingTests", ["Autoscaling", "Units"]),
    tests(
      "ForecastingTests",
      [
        "Files", "Forecasting", "Kernel", "LinearAlgebra", "Studies", "TestSupport", "Units",
        "Workload",
      ]),
    tests(
      "SimulationTests",
      [
        "Autoscaling", "Files", "Kernel", "Ledger", "Simulation", "TestSupport", "Units",
        "Workload",
      ]),
    tests("BillingTests", ["Billing", "Files", "Ledger", "TestSupport", "Units"]),
    tests(
      "ScenariosTests",
      [
        "Autoscaling", "Billing", "Ledger", "Scenarios", "Simulation", "TestSupport", "Units",
        "Workload",
      ]),
    tests(
      "StudiesTests",
      [
        "Autoscaling", "Billing", "Kernel", "Ledger", "Reports", "Scenarios", "Simulation",
        "Studies",
        "TestSupport", "Units",
        "Workload",
      ]
    ),
    tests("RunStoreTests", ["Billing", "Files", "Ledger", "RunStore", "TestSupport", "Units"]),
    tests(
      "ReportsTests",
      [
        "Autoscaling", "Billing", "Digests", "Files", "Ledger", "Reports", "Scenarios",
        "Simulation", "Studies", "TestSupport", "Units", "Workload",
      ]),
    // Drives the built executable as a user does.
    tests("CommandTests", ["TestSupport", "tosscost"]),
  ],
  swiftLanguageModes: [.v6]
)
