import ArgumentParser

/// `complete`: what a shell asks at every Tab. Not shown in the help.
struct CompleteCommand: DescribingVerb {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "What may stand in place of the last word.",
    shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough, help: "The words behind forgetscope.")
  var words: [String] = []

  func perform(for root: any ParsableCommand.Type) throws(Failure) {
    var output = StandardOutput()
    for offer in Offers.offers(for: words, in: root) { try output.write(offer + "\n") }
    try output.flush()
  }
}
