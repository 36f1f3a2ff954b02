/// A value kept behind a pointer: whatever holds it is moved and copied by counting one reference.
///
/// A scenario has some hundred fields that may be missing, and the compiler writes code for copying all
/// of them into every type that holds one. What holds several, or is copied at every frame, holds them
/// so. Writing makes a new box: for values that are read far more often than written.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  /// Puts a value into a box.
  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  /// The value; setting it makes a new box and leaves copies as they were.
  public var wrappedValue: Value {
    get { box.value }
    set { box = Box(newValue) }
  }
}
