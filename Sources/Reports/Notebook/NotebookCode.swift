/// The code cells of a notebook: the same for every run but for the names of its files.
enum NotebookCode {
  static func load(stem: String) -> String {
    """
    import pandas as pd
    import matplotlib.pyplot as plt

    stem = \(quoted(stem))
    lines = pd.read_csv(f"{stem}-lines.csv")
    hours = pd.read_csv(f"{stem}-hours.csv", parse_dates=["time"])
    options = pd.read_csv(f"{stem}-options.csv")
    plt.rcParams.update({"figure.figsize": (9, 3.6), "figure.dpi": 80, "axes.grid": True, "grid.alpha": 0.3})
    hours.head()
    """
  }

  static func lines(hasPlan: Bool) -> String { hasPlan ? linesBesidePlan : linesAlone }

  private static let linesAlone = """
    ax = lines.plot.barh(x="title", y="monthly_usd", color="#0b62b5", legend=False)
    ax.invert_yaxis()
    ax.set(title="Dollars a month by line", xlabel="USD, month of 730 h", ylabel="");
    """

  private static let linesBesidePlan = """
    ax = lines.plot.barh(x="title", y=["monthly_usd", "baseline_usd"], color=["#0b62b5", "#8592a0"])
    ax.invert_yaxis()
    ax.set(title="Dollars a month by line", xlabel="USD, month of 730 h", ylabel="")
    ax.legend(["simulated", "plan"]);
    """

  static let course = """
    figure, axes = plt.subplots(3, 1, sharex=True, figsize=(9, 7))
    for service, rows in hours.groupby("service", sort=False):
        for ax, column in zip(axes, ["rate_mean", "cpu_mean_pct", "tasks_mean"]):
            ax.plot(rows["time"], rows[column], linewidth=0.8, label=service)
    for ax, label in zip(axes, ["requests/s", "CPU %", "running tasks"]):
        ax.set_ylabel(label)
    axes[0].legend()
    axes[0].set_title("Load, CPU and tasks by the hour")
    figure.autofmt_xdate()
    """

  static let latency = """
    figure, ax = plt.subplots()
    for service, rows in hours.groupby("service", sort=False):
        ax.plot(rows["time"], rows["p95_median_ms"], linewidth=0.8, label=service)
    for objective in hours["objective_ms"].unique():
        ax.axhline(objective, color="#b3261e", linestyle="--", label=f"objective {objective:g} ms")
    ax.set(yscale="log", ylabel="p95, ms", title="95th percentile of each hour's middle minute")
    ax.legend()
    figure.autofmt_xdate()
    """

  static let options = """
    if len(options):
        ax = options.plot.barh(x="option", y="monthly_usd", color="#0b62b5", legend=False)
        ax.invert_yaxis()
        ax.set(title="The same usage bought otherwise", xlabel="USD, month of 730 h", ylabel="");
    """

  static let questions = """
    ## Ask further

    At which hour of the day do the objectives break, and how many tasks run then?
    """

  static let hourOfDay = """
    by_hour = hours.groupby([hours["time"].dt.hour, "service"])
    by_hour[["breach_minutes", "tasks_mean", "rate_mean"]].mean().unstack().round(2)
    """

  /// A string of Python.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.isHidden: result += "\\U" + Self.hexadecimal(scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
