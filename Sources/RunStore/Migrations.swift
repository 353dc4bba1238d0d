internal import GRDB

/// The schema's history: named steps, only ever appended to.
///
/// Money is exact decimal TEXT; the REAL columns beside it serve sorting only.
enum Migrations {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("runs, readings and bills") { database in
      try database.execute(sql: runsReadingsAndBills)
    }
    migrator.registerMigration("files of runs") { database in
      try database.execute(sql: filesOfRuns)
    }
    migrator.registerMigration("files in parts") { database in
      try database.execute(sql: filesInParts)
    }
    migrator.registerMigration("Regions and kinds of items") { database in
      try database.execute(
        sql: "ALTER TABLE line_item ADD COLUMN region TEXT NOT NULL DEFAULT ''")
      try database.execute(
        sql: "ALTER TABLE line_item ADD COLUMN kind TEXT NOT NULL DEFAULT 'usage'")
      try database.execute(sql: "ALTER TABLE line_item ADD COLUMN effective TEXT")
    }
    migrator.registerMigration("use without a price") { database in
      try database.execute(sql: unpricedItems)
    }
    migrator.registerMigration("plans of bills") { database in
      // NULL for a bill beside no plan, and in runs that were stored before: those have it line by
      // line.
      try database.execute(sql: "ALTER TABLE run ADD COLUMN plan_total TEXT")
    }
    return migrator
  }()

  private static let unpricedItems = """
    -- Use that the price list had no price for; it has no amount.
    CREATE TABLE unpriced_item (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      line TEXT NOT NULL,
      component TEXT NOT NULL,
      resource TEXT NOT NULL,
      sku TEXT NOT NULL,
      term TEXT NOT NULL,
      region TEXT NOT NULL,
      smallest_units TEXT NOT NULL,
      per_unit TEXT NOT NULL,
      monthly_smallest_units TEXT NOT NULL,
      monthly_per_unit TEXT NOT NULL,
      unit TEXT NOT NULL,
      offer TEXT,
      place TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;
    """

  private static let filesInParts = """
    -- The bytes of a long file that come before those in run_file, so that it is never in memory as a
    -- whole when it is written.
    CREATE TABLE run_file_part (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      part INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (run_id, name, part)
    ) STRICT;
    """

  private static let filesOfRuns = """
    -- A file of a run that cannot be made from its other rows; bytes are in zlib's format.
    CREATE TABLE run_file (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      length INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (run_id, name)
    ) STRICT;
    """

  private static let runsReadingsAndBills = """
    CREATE TABLE run (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      tool_version TEXT NOT NULL,
      scenario TEXT NOT NULL,
      scenario_text TEXT NOT NULL,
      scenario_sha256 TEXT NOT NULL,
      period TEXT NOT NULL,
      scale TEXT NOT NULL,
      gaps TEXT NOT NULL,
      mode TEXT NOT NULL,
      seed TEXT NOT NULL,
      replications INTEGER NOT NULL,
      trace_sha256 TEXT NOT NULL,
      catalogue_date TEXT NOT NULL,
      catalogue_sha256 TEXT NOT NULL,
      total TEXT NOT NULL,
      total_approximate REAL NOT NULL,
      monthly_total TEXT NOT NULL,
      monthly_total_approximate REAL NOT NULL,
      summary TEXT NOT NULL
    ) STRICT;

    -- One series of readings: 64-bit little-endian integers, one a clock hour of the period.
    CREATE TABLE reading (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      meter TEXT NOT NULL,
      resource TEXT NOT NULL,
      variant TEXT NOT NULL,
      region TEXT NOT NULL,
      quantities BLOB NOT NULL,
      PRIMARY KEY (run_id, meter, resource, variant, region)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE bill_line (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      title TEXT NOT NULL,
      cost TEXT NOT NULL,
      monthly TEXT NOT NULL,
      baseline TEXT NOT NULL,
      why TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;

    -- quantity is smallest_units / per_unit, exactly; both may exceed 64 bits.
    CREATE TABLE line_item (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      line TEXT NOT NULL,
      component TEXT NOT NULL,
      sku TEXT NOT NULL,
      tier TEXT NOT NULL,
      smallest_units TEXT NOT NULL,
      per_unit TEXT NOT NULL,
      unit TEXT NOT NULL,
      unit_price TEXT NOT NULL,
      cost TEXT NOT NULL,
      monthly TEXT NOT NULL,
      cash TEXT NOT NULL,
      note TEXT NOT NULL,
      confidence TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;
    """
}
