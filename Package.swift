// swift-tools-version: 6.1

// The map of the project. Targets stand in the order in which data meets them; every arrow points
// upstream. docs/flow.md follows one key and one step through all of them.

import PackageDescription

// Tests take millions of steps and draw thousands of screens: mathematics and drawing are optimised in debug
// builds, too.
let optimisedC: [CSetting] = [.unsafeFlags(["-O2"], .when(configuration: .debug))]
let optimisedSwift: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// What keeps a defect in C from becoming more than a crash. The checks of C's own functions need an
// optimised build.
let hardened: [CSetting] = [
  .unsafeFlags(["-fstack-protector-strong"]),
  .define("_FORTIFY_SOURCE", to: "2", .when(platforms: [.linux], configuration: .release)),
]
// All addresses are resolved at the start and then read-only; the stack holds no code.
let hardenedProgram: [LinkerSetting] = [
  .unsafeFlags(
    ["relro", "now", "noexecstack"].flatMap { ["-Xlinker", "-z", "-Xlinker", $0] },
    .when(platforms: [.linux]))
]

// Nothing here is a regular expression: without the library of them, which is imported unasked, a megabyte less.
let plainSwift: [SwiftSetting] = [
  .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])
]
let fastSwift = plainSwift + optimisedSwift
// What is not mathematics is compiled to be small: it draws a screen 30 times a second at most.
let smallSwift = plainSwift + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let package = Package(
  name: "forgetscope",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "forgetscope", targets: ["forgetscope"]),
    // For Tests/Benchmarks, a package of its own.
    .library(name: "CKernel", targets: ["CKernel"]),
    .library(name: "Forgetting", targets: ["Forgetting"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Measured", targets: ["Measured"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // MARK: - Mathematics

    // The two sums over nodes or samples, and the samples, in C, compiled for several processors.
    .target(name: "CKernel", cSettings: optimisedC + hardened),
    // What is said in words: failures, refusals and notes as cases, and their words in one table.
    .target(name: "Words", swiftSettings: smallSwift),
    // Experiment, mixtures, methods, quadrature, integrators, meters, statements.
    .target(name: "Forgetting", dependencies: ["CKernel", "Words"], swiftSettings: fastSwift),
    // Lanes on one clock, their history, and the thread that steps them.
    .target(
      name: "Simulation", dependencies: ["Forgetting", "Words"],
      swiftSettings: optimisedSwift + smallSwift),

    // MARK: - Measured

    // The door to yajl, which goes into the binary as libcmark and libyaml do.
    .target(
      name: "CJSON",
      cSettings: hardened,
      linkerSettings: [
        .linkedLibrary(":libyajl_s.a", .when(platforms: [.linux])),
        .linkedLibrary("yajl", .when(platforms: [.macOS])),
      ]),
    // The door to libcsv, in the same way.
    .target(
      name: "CCSV",
      cSettings: hardened,
      linkerSettings: [
        .linkedLibrary(":libcsv.a", .when(platforms: [.linux])),
        .linkedLibrary("csv", .when(platforms: [.macOS])),
      ]),
    // People's own logs as scores over steps, and what the theory would have to be for them.
    .target(
      name: "Measured", dependencies: ["Simulation", "Forgetting", "Words", "CJSON", "CCSV"],
      swiftSettings: optimisedSwift + smallSwift),

    // MARK: - Screen

    // A terminal's vocabulary without a terminal: cells, ink, glyphs, keys, plots.
    .target(name: "Cells", swiftSettings: optimisedSwift + smallSwift),
    // What the user sees and may do: state, actions, key table, reducers, and which pane stands where.
    .target(
      name: "Explorer", dependencies: ["Measured", "Simulation", "Forgetting", "Words", "Cells"],
      swiftSettings: optimisedSwift + smallSwift),
    // The screen: views draw state and layout as cells.
    .target(
      name: "Views",
      dependencies: ["Explorer", "Measured", "Simulation", "Forgetting", "Words", "Cells"],
      swiftSettings: optimisedSwift + smallSwift),

    // MARK: - Outside world

    // The door to libcmark: cmark.h is private to it.
    // On Linux the library goes into the binary, so that a copied one needs none there.
    .target(
      name: "CMarkdown",
      cSettings: hardened,
      linkerSettings: [
        .linkedLibrary(":libcmark.a", .when(platforms: [.linux])),
        .linkedLibrary("cmark", .when(platforms: [.macOS])),
      ]),
    // The door to libyaml, in the same way.
    .target(
      name: "CYAML",
      cSettings: hardened,
      linkerSettings: [
        .linkedLibrary(":libyaml.a", .when(platforms: [.linux])),
        .linkedLibrary("yaml", .when(platforms: [.macOS])),
      ]),
    // Values to bytes and back.
    .target(
      name: "Documents",
      dependencies: [
        "Views", "Explorer", "Measured", "Simulation", "Forgetting", "Words", "Cells", "CMarkdown",
        "CYAML",
      ],
      swiftSettings: smallSwift),
    // The door to curses: curses.h is private to it.
    .target(
      name: "CNcurses", cSettings: hardened, linkerSettings: [.linkedLibrary("ncursesw")]),
    // Shows a grid, reads keys, paces frames, always gives the terminal back.
    .target(
      name: "Terminal", dependencies: ["Words", "Cells", "CNcurses"], swiftSettings: smallSwift),
    // What Swift cannot ask of the allocator.
    .target(name: "CMemory", cSettings: hardened),
    // Performs effects: files, signals, settings, clock.
    .target(
      name: "Host",
      dependencies: ["Views", "Explorer", "Documents", "Terminal", "Measured", "Words", "CMemory"],
      swiftSettings: smallSwift),
    // What keeps Foundation out of the release binary.
    .target(
      name: "CWithoutFoundation",
      cSettings: [
        .define("WITHOUT_FOUNDATION", .when(platforms: [.linux], configuration: .release))
      ]),
    // The verbs, and the only place where rooms are wired together.
    .executableTarget(
      name: "forgetscope",
      dependencies: [
        "Host", "Documents", "Views", "Explorer", "Terminal", "Measured", "Simulation",
        "Forgetting", "Words", "Cells", "CWithoutFoundation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: smallSwift,
      linkerSettings: hardenedProgram),

    // MARK: - Tests

    // Random numbers that are the same in every run.
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers"),
    // The kernel's clones one by one.
    .target(name: "KernelClones", dependencies: ["CKernel"], path: "Tests/KernelClones"),
    .testTarget(
      name: "ForgettingTests",
      dependencies: ["Forgetting", "CKernel", "KernelClones", "SeededNumbers"],
      resources: [.copy("Reference")]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "SeededNumbers"]),
    .testTarget(
      name: "MeasuredTests", dependencies: ["Measured", "SeededNumbers"], exclude: ["Logs"]),
    .testTarget(name: "CellsTests", dependencies: ["Cells", "SeededNumbers"]),
    .testTarget(
      name: "ExplorerTests", dependencies: ["Views", "Explorer", "Documents", "SeededNumbers"]),
    .testTarget(
      name: "DocumentsTests",
      dependencies: [
        "Documents", "Measured", "Simulation", "Views", "Explorer", "ScreenEmulation",
        "SeededNumbers",
      ],
      exclude: ["NastyFigures"]),
    .testTarget(name: "HostTests", dependencies: ["Host", "SeededNumbers"]),
    // A terminal of a few lines, for the tests that look at a screen.
    .target(name: "ScreenEmulation", path: "Tests/ScreenEmulation"),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Words", "ScreenEmulation"]),
    // The built program, from outside.
    .testTarget(name: "ProgramTests", dependencies: ["forgetscope", "ScreenEmulation"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

// The thread sanitizer looks at a few targets only: their names, and the others are left out.
if let names = Context.environment["FORGETSCOPE_TARGETS"]?.split(separator: ",").map(String.init) {
  package.targets.removeAll { !names.contains($0.name) }
  package.products.removeAll { !names.contains($0.name) }
}
