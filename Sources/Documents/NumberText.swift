/// The shortest decimal that reads back as exactly this number: `0.1`, `60`, `1e-08`, `-0.0`.
///
/// - Parameter number: finite. Non-finite numbers have no decimal; their callers write what the
///   format has for a missing value.
func numberText(_ number: Double) -> String {
  let text = number.description
  // JSON readers take "-0" for an integer, which has no sign at zero.
  return text.hasSuffix(".0") && text != "-0.0" ? String(text.dropLast(2)) : text
}
