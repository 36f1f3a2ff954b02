// swift-tools-version: 6.1

// Apart from the product, so that a newcomer's build does not pay for it. `run` starts everything.

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "forgetscope", path: "../..")],
  targets: [
    .executableTarget(
      name: "KernelBenchmark",
      dependencies: [.product(name: "CKernel", package: "forgetscope")]),
    .target(name: "AllocationCount"),
    .executableTarget(
      name: "LaneBenchmark",
      dependencies: [
        "AllocationCount", .product(name: "Forgetting", package: "forgetscope"),
        .product(name: "Simulation", package: "forgetscope"),
      ]),
    .executableTarget(
      name: "MapBenchmark",
      dependencies: [
        .product(name: "Forgetting", package: "forgetscope"),
        .product(name: "Simulation", package: "forgetscope"),
      ]),
    .executableTarget(
      name: "FitBenchmark",
      dependencies: [
        .product(name: "Forgetting", package: "forgetscope"),
        .product(name: "Measured", package: "forgetscope"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
