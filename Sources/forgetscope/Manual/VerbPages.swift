import ArgumentParser
import Explorer

/// The manual pages of section 1, from the help of the verbs.
struct VerbPages {
  /// What lists the verbs.
  let root: any ParsableCommand.Type

  var verbs: [any ParsableCommand.Type] {
    root.configuration.subcommands.filter { $0.configuration.shouldDisplay }
  }

  func name(of verb: any ParsableCommand.Type) -> String {
    "forgetscope-" + verb._commandName
  }

  /// `forgetscope(1)`.
  func program(source: String) -> String {
    let help = HelpText(of: root, in: root)
    var page = Roff(
      name: "forgetscope", section: 1, about: phrase(help.overview), source: source)
    page.heading("SYNOPSIS")
    page.synopsis("forgetscope", "[verb] [scenario] [options]")
    page.heading("DESCRIPTION")
    for paragraph in help.discussion { page.paragraph(paragraph) }
    page.paragraph(
      "The scenario is a preset's id, a YAML file (forgetscope(5)), a figure that snapshot wrote, YAML "
        + "in braces, or - for standard input.")
    page.heading("VERBS")
    for verb in verbs {
      page.entry("\(name(of: verb))(1)", HelpText(of: verb, in: root).overview)
    }
    page.heading("OPTIONS")
    for entry in help.entries { page.entry(entry.label, entry.words) }
    page.heading("KEYS")
    for group in KeyBinding.Group.allCases where group != .lecture {
      page.subheading(group.rawValue)
      for binding in KeyTable.bindings where binding.group == group {
        page.entry(binding.label, binding.help)
      }
    }
    page.heading("FILES")
    page.entry(
      "$XDG_STATE_HOME/forgetscope", "Saved sessions (default: ~/.local/state/forgetscope).")
    page.entry("$XDG_CONFIG_HOME/forgetscope", "Settings (default: ~/.config/forgetscope).")
    page.heading("SEE ALSO")
    page.paragraph(
      (verbs.map { "\(name(of: $0))(1)" } + ["forgetscope(5)"]).joined(separator: ", "))
    return page.text
  }

  /// `forgetscope-run(1)`; the verbs of a verb have a part of their own in it.
  func page(of verb: any ParsableCommand.Type, source: String) -> String {
    let help = HelpText(of: verb, in: root)
    var page = Roff(
      name: name(of: verb), section: 1, about: phrase(help.overview), source: source)
    let parts = verb.configuration.subcommands
    page.heading("SYNOPSIS")
    for part in parts.isEmpty ? [verb] : parts {
      page.synopsis("forgetscope", HelpText(of: part, in: root).usage)
    }
    page.heading("DESCRIPTION")
    page.paragraph(help.overview)
    for paragraph in help.discussion { page.paragraph(paragraph) }
    if parts.isEmpty {
      page.heading("OPTIONS")
      for entry in help.entries { page.entry(entry.label, entry.words) }
    } else {
      page.heading("VERBS")
      for part in parts {
        let help = HelpText(of: part, in: root)
        page.subheading("\(verb._commandName) \(part._commandName)")
        page.paragraph(help.overview)
        for paragraph in help.discussion { page.paragraph(paragraph) }
        for entry in help.entries { page.entry(entry.label, entry.words) }
      }
    }
    page.heading("SEE ALSO")
    page.paragraph("forgetscope(1), forgetscope(5)")
    return page.text
  }

  /// A sentence as the words behind a page's name.
  private func phrase(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
