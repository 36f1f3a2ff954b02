@main
struct Forgetscope {
  static func main() {}
}
