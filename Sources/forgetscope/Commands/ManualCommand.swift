import ArgumentParser
import Words

/// `manual`: the manual pages, for `make install`. Not shown in the help.
struct ManualCommand: DescribingVerb {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "The names of the manual pages, or one of them as roff.", shouldDisplay: false)

  @Argument(help: "The page's name, as in forgetscope-run.1.")
  var page: String?

  func perform(for root: any ParsableCommand.Type) throws(Failure) {
    let source = root.configuration.version
    let book = VerbPages(root: root)
    var pages = [(name: "forgetscope.1", text: book.program(source: source))]
    for verb in book.verbs {
      pages.append(("\(book.name(of: verb)).1", book.page(of: verb, source: source)))
    }
    pages.append(("forgetscope.5", ScenarioPage.text(source: source)))
    let names = pages.map(\.name)
    var output = StandardOutput()
    if let page {
      guard let found = pages.first(where: { $0.name == page }) else {
        throw .refused("PAGE", page, .oneOf(names))
      }
      try output.write(found.text)
    } else {
      try output.write(names.joined(separator: "\n") + "\n")
    }
    try output.flush()
  }
}
