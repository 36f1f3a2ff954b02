/// A method in one place, with the answers that an integral asks for at every call: a reference to this is
/// handed on where a value of any method would be copied.
final class BoundMethod {
  let method: any Method
  let usesTeacher: Bool
  let teacherTilt: Double
  let needsPreparation: Bool
  let usesNewComponent: Bool

  init(_ method: any Method) {
    self.method = method
    usesTeacher = method.usesTeacher
    teacherTilt = method.teacherTilt
    needsPreparation = method.needsPreparation
    usesNewComponent = method.usesNewComponent
  }
}
