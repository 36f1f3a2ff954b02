import Explorer

/// The lecture that a YAML document describes.
///
/// Errors name the line, the scene (`scenes.2.set`, counted from 1) and the field; limits on hostile
/// input are those of scenarios, and every change of every scene is tried.
///
/// - Parameter source: what the user calls it, for the errors.
public func lecture(
  fromYAML bytes: [UInt8], source: String
) throws(DocumentError) -> Lecture {
  let root = try YAMLDocument.root(of: bytes, source: source, kind: .lecture)
  return try LectureReader.lecture(
    YAMLField(source: source, path: "", line: root.line, node: root, document: "lecture"))
}
