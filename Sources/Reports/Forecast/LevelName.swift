/// Levels as people write them: `80`, `95`, `99.5`.
enum LevelName {
  static func percent(_ level: Double) -> String {
    let percent = (level * 1e6).rounded() / 1e4
    return percent == percent.rounded() ? String(Int(percent)) : String(percent)
  }
}
