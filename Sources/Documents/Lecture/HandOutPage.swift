import Cells

/// A hand-out as one page for a browser or a printer: nothing is fetched unless the pictures stand in files.
extension HandOut {
  /// The hand-out in HTML.
  ///
  /// - Parameter folder: where the pictures are, as the page is to name it; nil: they stand in the page.
  public func html(picturesIn folder: String? = nil) -> String {
    var text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(XMLText.escaped(title))</title>
      <style>
      body{max-width:60em;margin:2em auto;padding:0 1em;font:16px/1.5 Georgia,serif}
      section{break-inside:avoid}
      svg,img{max-width:100%;height:auto}
      pre,code{font:13px/1.4 \(HTMLFigure.fontFamily);white-space:pre-wrap;overflow-wrap:anywhere}
      p.hang{margin-left:2em;text-indent:-1em}
      </style>
      </head>
      <body>
      <h1>\(XMLText.escaped(title))</h1>

      """
    if !about.isEmpty { text += "<p>\(XMLText.escaped(about))</p>\n" }
    for page in pages {
      let scene = page.scene
      text += "<section>\n<h2>\(page.number). \(XMLText.escaped(scene.title))</h2>\n"
      if let minutes = scene.minutes {
        text += "<p><em>\(NumberText.shortest(minutes)) min</em></p>\n"
      }
      text += Self.html(scene.notes.prose)
      if let question = scene.question {
        text += "<p><strong>Question.</strong></p>\n" + Self.html(question.text.prose)
      }
      if let folder {
        let name = XMLText.escaped("\(folder)/\(page.pictureName)")
        text += "<p><img src=\"\(name)\" alt=\"\(XMLText.escaped(scene.title))\"></p>\n"
      } else {
        text += SVGFigure.element(of: page.figure, number: page.number)
      }
      text += "<pre>\(XMLText.escaped(page.stateLine))</pre>\n"
      if let question = scene.question {
        text += "<p><strong>Answer.</strong></p>\n" + Self.html(question.answer.prose)
      }
      text += "</section>\n"
    }
    return text + "</body>\n</html>\n"
  }

  private static func html(_ prose: Prose) -> String {
    prose.blocks.map { block in
      let text = XMLText.escaped(block.lead) + block.spans.map { html($0) }.joined()
      return switch block.kind {
      case .rule: "<hr>\n"
      case .heading: "<h3>\(text)</h3>\n"
      case .code: "<pre>\(text)</pre>\n"
      case .text: "<p\(block.lead.isEmpty ? "" : " class=\"hang\"")>\(text)</p>\n"
      }
    }.joined()
  }

  private static func html(_ span: Prose.Span) -> String {
    let text = XMLText.escaped(span.text)
    return switch span.style {
    case .plain, .link: text == "\n" ? "<br>" : text
    case .emphasised: "<em>\(text)</em>"
    case .strong: "<strong>\(text)</strong>"
    case .code: "<code>\(text)</code>"
    }
  }
}
