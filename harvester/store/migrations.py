"""The schema, one function a change. The comment behind a column is its description: `dictionary` prints it.

SQLite keeps the comments of a CREATE statement, so the descriptions travel with every database and have no second home.
A migration that has landed stays as it is; a change is a new function at the end. Views are not here: they hold no
data and are rebuilt whenever their text changes (`views`).
"""

from collections.abc import Iterator

from sqlite_utils import Database, Migrations

migrations = Migrations("harvester")

TABLES = """
CREATE TABLE divisions (  -- Administrative divisions (行政区划), one row a code, in its latest form.
  code TEXT PRIMARY KEY,  -- Six-digit code of GB/T 2260.
  name TEXT NOT NULL,  -- Official name without the names of the divisions above.
  level TEXT NOT NULL,  -- province, prefecture or county.
  parent_code TEXT,  -- Code of the division above; empty for a province.
  full_name TEXT NOT NULL,  -- Official name with the names of the divisions above.
  valid_from INTEGER,  -- First year in which the code was valid.
  valid_to INTEGER  -- Last year in which the code was valid; empty when it is valid today.
) STRICT;
CREATE TABLE divisions_history (  -- Every form that a division code has had: names, parents, what came after.
  code TEXT NOT NULL,  -- Six-digit code.
  valid_from INTEGER NOT NULL,  -- First year of this form; 0 when unknown.
  valid_to INTEGER,  -- Last year of this form; empty when it is valid today.
  name TEXT NOT NULL,  -- Name in those years.
  level TEXT NOT NULL,  -- province, prefecture or county.
  parent_code TEXT,  -- Code of the division above in those years.
  full_name TEXT NOT NULL,  -- Full name in those years.
  successors TEXT NOT NULL DEFAULT '[]',  -- JSON list of the codes that took its place.
  PRIMARY KEY (code, valid_from, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE sites (  -- Government sites: where to look, and what was learned there.
  site_id TEXT PRIMARY KEY,  -- Ten-digit 网站标识码; the domain where no code is known.
  name TEXT,  -- Name of the site.
  domain TEXT,  -- Registered domain; its subdomains are in scope.
  home_url TEXT,  -- Address of the home page.
  division_code TEXT,  -- Division that the site serves.
  level TEXT,  -- province, prefecture, county, department or township.
  disclosure_url TEXT,  -- Address of the disclosure column where the site list gives it.
  family TEXT,  -- CMS family, recognized from its pages.
  report_column_url TEXT,  -- Column in which reports were found; learned.
  last_status TEXT  -- How the last visit ended: ok, or a reason code of a gap.
) STRICT;
CREATE TABLE runs (  -- One row for each command that wrote to the database.
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- Number of the run.
  command TEXT NOT NULL,  -- Name of the command.
  started_at TEXT NOT NULL,  -- Start, UTC.
  finished_at TEXT,  -- End, UTC; empty while it runs.
  status TEXT NOT NULL DEFAULT 'running'  -- How it ended; a killed run is marked when the next one starts.
    CHECK (status IN ('running', 'finished', 'interrupted', 'failed')),
  settings TEXT NOT NULL DEFAULT '{}',  -- JSON object: the options of the command.
  stats TEXT NOT NULL DEFAULT '{}'  -- JSON object: what was counted.
) STRICT;
CREATE TABLE captures (  -- Archived bytes of pages and files: everything else can be read from them again.
  capture_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- Number of the capture.
  url TEXT NOT NULL,  -- Address that was asked.
  final_url TEXT,  -- Address after redirects.
  fetched_at TEXT NOT NULL,  -- When these bytes were first served, UTC.
  http_status INTEGER,  -- HTTP status; empty for imported files.
  content_type TEXT,  -- Content-Type header.
  encoding TEXT,  -- Encoding in which the bytes were read.
  etag TEXT,  -- ETag header, for conditional requests.
  last_modified TEXT,  -- Last-Modified header, for conditional requests.
  sha256 TEXT NOT NULL,  -- SHA-256 of the bytes as served, hexadecimal.
  body BLOB NOT NULL,  -- The bytes, compressed with Zstandard.
  run_id INTEGER REFERENCES runs(run_id),  -- Run that fetched it first.
  seen_at TEXT NOT NULL,  -- When these bytes were last served, UTC.
  claims TEXT,  -- JSON list: what was claimed about the encoding, and what was believed.
  UNIQUE (url, sha256)
) STRICT;
CREATE TABLE reports (  -- One row for each version of an annual report; identity is (agency, year).
  report_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- Number of the row.
  agency TEXT NOT NULL,  -- Full official name of the agency in simplified characters.
  agency_type TEXT  -- Kind of agency.
    CHECK (agency_type IN ('government', 'office', 'department', 'township', 'subdistrict', 'other')),
  division_code TEXT,  -- Division of the agency in the report year.
  site_id TEXT,  -- Site on which the text was found.
  year INTEGER NOT NULL,  -- Report year: the year that the report is about.
  title TEXT,  -- Title.
  title_source TEXT CHECK (title_source IN ('page', 'derived')),  -- derived when the page has none.
  published TEXT,  -- Date of publication.
  period_start TEXT,  -- First day of the reporting period.
  period_end TEXT,  -- Last day of the reporting period.
  format TEXT CHECK (format IN ('2008', '2019', '2021')),  -- Statutory format, decided by labels.
  url TEXT,  -- Address of the copy from which the row was read.
  capture_id INTEGER REFERENCES captures(capture_id),  -- Capture from which the row was read.
  text TEXT NOT NULL,  -- Whole text after repair, in simplified characters.
  text_sha256 TEXT NOT NULL,  -- SHA-256 of the normalized text, hexadecimal.
  version INTEGER NOT NULL CHECK (version >= 1),  -- 1, 2, ...: how often the agency changed its text.
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),  -- 1 for the latest version, 0 for older ones.
  script TEXT NOT NULL CHECK (script IN ('hans', 'hant')),  -- Script of the original: simplified or traditional.
  damage TEXT NOT NULL DEFAULT '[]',  -- JSON list of the repairs made.
  quality REAL CHECK (quality BETWEEN 0 AND 1),  -- 0 to 1: how complete and undamaged the text is.
  contact_phone TEXT,  -- Phone number given in the report.
  contact_email TEXT,  -- E-mail address given in the report.
  contact_address TEXT,  -- Postal address given in the report.
  contact_postcode TEXT,  -- Postcode given in the report.
  first_seen TEXT NOT NULL,  -- When this version was first seen, UTC.
  last_seen TEXT NOT NULL  -- When this version was last seen, UTC.
) STRICT;
CREATE TABLE sightings (  -- Every address at which a report was seen.
  url TEXT PRIMARY KEY,  -- The address.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report (version) that was seen there.
  kind TEXT NOT NULL  -- mirror: on another host; repost: elsewhere on the host.
    CHECK (kind IN ('original', 'mirror', 'repost', 'print', 'mobile', 'attachment')),
  site_id TEXT,  -- Site of the address.
  first_seen TEXT NOT NULL,  -- When it was first seen there, UTC.
  last_seen TEXT NOT NULL,  -- When it was last seen there, UTC.
  status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'gone')),  -- gone: it answers no more.
  capture_id INTEGER REFERENCES captures(capture_id),  -- Capture of this address that was read last.
  text_sha256 TEXT  -- Hash of the text that was read there, to tell when it changes.
) STRICT;
CREATE TABLE sections (  -- Parts of a report under their headings.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report.
  position INTEGER NOT NULL,  -- Place in the report, from 0.
  level INTEGER NOT NULL CHECK (level IN (1, 2)),  -- 1 for a statutory part, 2 for a topic inside the overview.
  heading TEXT NOT NULL,  -- Heading as printed.
  kind TEXT NOT NULL,  -- preamble, other, or the key of a statutory part in tables.json.
  text TEXT NOT NULL,  -- Text below the heading; table rows as tab-separated lines.
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE facts (  -- Cells of the statutory tables; keys are those of tables.json.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report.
  table_key TEXT NOT NULL,  -- Table: art20_1, art20_5, art20_6, art20_8, art20_9, applications, disputes or statistics.
  row_key TEXT NOT NULL,  -- Row.
  column_key TEXT NOT NULL,  -- Column.
  value ANY CHECK (typeof(value) IN ('integer', 'real', 'null')),  -- The number; empty unless state is numeric or zero.
  state TEXT NOT NULL  -- What was printed; blank, dash and zero are three facts.
    CHECK (state IN ('numeric', 'zero', 'blank', 'dash', 'not_applicable', 'none_word', 'text')),
  raw TEXT NOT NULL,  -- The cell as printed.
  method TEXT NOT NULL  -- How it was read; override is a person's correction.
    CHECK (method IN ('grid', 'lines', 'pipes', 'pdf', 'docx', 'override')),
  CHECK (value IS NULL OR state IN ('numeric', 'zero')),
  PRIMARY KEY (report_id, table_key, row_key, column_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE figures (  -- Numbers in prose; keys are those of figures.csv.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report.
  position INTEGER NOT NULL,  -- Place in the report, from 0.
  key TEXT NOT NULL,  -- Indicator.
  value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'real')),  -- The number, in the unit of the next column.
  unit TEXT NOT NULL,  -- Unit as normalized.
  snippet TEXT NOT NULL,  -- The sentence in which it stands.
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE checks (  -- Outcome of every rule for every subject.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report.
  rule TEXT NOT NULL,  -- Rule, a key of tables.json or one of the program's own (X.*).
  subject TEXT NOT NULL,  -- Column or cell that was checked.
  level TEXT NOT NULL CHECK (level IN ('error', 'warning', 'info')),  -- How much a failure weighs.
  status TEXT NOT NULL CHECK (status IN ('pass', 'fail', 'not_assessable')),  -- Outcome.
  verdict TEXT CHECK (verdict IN ('source', 'parse', 'unsure')),  -- Whose fault a failure is.
  expected TEXT,  -- What the rule expects.
  actual TEXT,  -- What was found.
  message TEXT NOT NULL DEFAULT '',  -- The outcome in words.
  PRIMARY KEY (report_id, rule, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE overrides (  -- Corrections by a person; applied at every re-parse, reopened when the source changes.
  agency TEXT NOT NULL,  -- Agency of the report.
  year INTEGER NOT NULL,  -- Report year.
  table_key TEXT NOT NULL,  -- Table.
  row_key TEXT NOT NULL,  -- Row.
  column_key TEXT NOT NULL,  -- Column.
  value ANY CHECK (typeof(value) IN ('integer', 'real', 'null')),  -- The right number; empty when the cell is blank.
  reason TEXT NOT NULL,  -- Why it was corrected.
  author TEXT NOT NULL,  -- Who corrected it.
  at TEXT NOT NULL,  -- When, UTC.
  source_sha256 TEXT NOT NULL,  -- Hash of the source that the person saw; another source reopens the correction.
  PRIMARY KEY (agency, year, table_key, row_key, column_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachments (  -- Files offered with a report.
  attachment_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- Number of the file.
  report_id INTEGER NOT NULL REFERENCES reports(report_id) ON DELETE CASCADE,  -- Report.
  url TEXT NOT NULL,  -- Address of the file.
  filename TEXT NOT NULL,  -- Name of the file as offered.
  media_type TEXT,  -- Media type.
  sha256 TEXT,  -- SHA-256 of the file, hexadecimal.
  size INTEGER,  -- Size in bytes.
  body BLOB,  -- The bytes, compressed with Zstandard.
  text TEXT,  -- Text of the file.
  UNIQUE (report_id, url)
) STRICT;
CREATE TABLE failures (  -- Input that could not be used; nothing disappears in silence.
  failure_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- Number of the failure.
  run_id INTEGER REFERENCES runs(run_id),  -- Run.
  site_id TEXT,  -- Site.
  url TEXT,  -- Address or file.
  stage TEXT NOT NULL CHECK (stage IN ('fetch', 'decode', 'clean', 'parse', 'store')),  -- Step that failed.
  error TEXT NOT NULL,  -- Kind of the error.
  message TEXT NOT NULL,  -- What happened, in words.
  at TEXT NOT NULL  -- When, UTC.
) STRICT;
"""

# Tables that the program keeps for itself: not part of the public contract, free to change.
PRIVATE = """
CREATE TABLE targets (  -- What crawls were asked to find: every listed site with the years wanted.
  site_id TEXT PRIMARY KEY,  -- Site.
  year_from INTEGER NOT NULL,  -- First report year wanted.
  year_to INTEGER NOT NULL,  -- Last report year wanted.
  run_id INTEGER  -- Run that asked last.
) STRICT;
CREATE TABLE gaps (  -- Why a wanted report is missing, as the last crawl of the site saw it.
  site_id TEXT NOT NULL,  -- Site.
  year INTEGER NOT NULL,  -- Report year.
  reason TEXT NOT NULL  -- Reason code.
    CHECK (reason IN ('not_due', 'not_published', 'no_column', 'blocked', 'unreachable', 'gone', 'unreadable',
      'budget', 'not_crawled')),
  detail TEXT NOT NULL DEFAULT '',  -- The reason in words.
  run_id INTEGER,  -- Run that saw it.
  at TEXT NOT NULL,  -- When, UTC.
  PRIMARY KEY (site_id, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE site_memory (  -- What a crawl learned about a site beyond the columns of sites.
  site_id TEXT PRIMARY KEY,  -- Site.
  memory TEXT NOT NULL,  -- JSON object.
  at TEXT NOT NULL  -- When it was last written, UTC.
) STRICT;
CREATE TABLE run_owners (  -- The process behind a run, so that a killed one is told from one still at work.
  run_id INTEGER PRIMARY KEY REFERENCES runs(run_id) ON DELETE CASCADE,  -- Run.
  process TEXT NOT NULL  -- Host, process number and start of the process.
) STRICT;
CREATE TABLE store_notes (  -- Small notes of the store about itself.
  key TEXT PRIMARY KEY,  -- Name of the note.
  value TEXT NOT NULL  -- The note.
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_sweeps (  -- The current pass over each site; it may span several runs.
  site_id TEXT PRIMARY KEY,  -- Site.
  sweep INTEGER NOT NULL,  -- Number of the pass over this site.
  is_full INTEGER NOT NULL CHECK (is_full IN (0, 1)),  -- 1: ignores earlier passes.
  started_at TEXT NOT NULL,  -- Start, UTC.
  finished_at TEXT,  -- End, UTC; empty while requests are open.
  outcome TEXT,  -- How it ended, in a word.
  run_id INTEGER  -- Run that worked on it last.
) STRICT;
CREATE TABLE ledger_requests (  -- The fate of every request, written as it happens.
  request_id INTEGER PRIMARY KEY,  -- Number of the row; older requests come first among equals.
  site_id TEXT NOT NULL,  -- Site for which it is asked.
  fingerprint TEXT NOT NULL,  -- What makes two requests the same.
  sweep INTEGER NOT NULL,  -- Pass over the site to which the state belongs.
  url TEXT NOT NULL,  -- Address.
  method TEXT NOT NULL DEFAULT 'GET',  -- HTTP method.
  body BLOB,  -- Body of a POST.
  meta TEXT NOT NULL DEFAULT '{}',  -- JSON object: what the crawl wants to know when the answer comes.
  score REAL NOT NULL DEFAULT 0,  -- Best first.
  depth INTEGER NOT NULL DEFAULT 0,  -- Links from the start of the site.
  kind TEXT NOT NULL,  -- home, search, column, listing, report, attachment, ...
  state TEXT NOT NULL  -- failed: tried again; dropped: left from an earlier pass.
    CHECK (state IN ('due', 'asked', 'answered', 'failed', 'given_up', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,  -- How often it was asked in this pass.
  reason TEXT,  -- Why it failed or was given up.
  not_before TEXT,  -- Time before which it is not asked again, UTC.
  asked_at TEXT,  -- When it was last asked, UTC.
  answered_at TEXT,  -- When the answer came, UTC.
  http_status INTEGER,  -- Status of the answer.
  run_id INTEGER,  -- Run that asked it last.
  UNIQUE (site_id, fingerprint)
) STRICT;
CREATE VIRTUAL TABLE reports_fts USING fts5(
  title, agency, text, content='', tokenize="unicode61 remove_diacritics 0"
);
"""

INDEXES = """
CREATE UNIQUE INDEX reports_versions ON reports (agency, ifnull(division_code, ''), year, version);
CREATE UNIQUE INDEX reports_one_current ON reports (agency, ifnull(division_code, ''), year) WHERE is_current = 1;
CREATE INDEX reports_identity ON reports (agency, year);
CREATE INDEX reports_site ON reports (site_id, year);
CREATE INDEX reports_place ON reports (division_code, agency, year);
CREATE INDEX reports_capture ON reports (capture_id);
CREATE INDEX sightings_report ON sightings (report_id);
CREATE INDEX sightings_site ON sightings (site_id);
CREATE INDEX checks_failed ON checks (rule) WHERE status = 'fail';
CREATE INDEX failures_run ON failures (run_id);
CREATE INDEX ledger_due ON ledger_requests (site_id, score DESC, depth, request_id) WHERE state IN ('due', 'failed');
CREATE INDEX ledger_open ON ledger_requests (run_id) WHERE state = 'asked';
"""


@migrations()
def m0001_contract(db: Database) -> None:
    """Tables of the public contract and those that the program keeps for itself."""
    for script in (TABLES, PRIVATE, INDEXES):
        for statement in script.split(";\n"):
            db.conn.execute(statement)


@migrations()
def m0002_qualifier(db: Database) -> None:
    """What makes a figure of the prose inexact."""
    db.conn.execute(
        "ALTER TABLE figures ADD COLUMN qualifier TEXT NOT NULL DEFAULT '' "
        "/* What makes the number inexact, as printed (余, 约, 近, 超 ...); empty when it is exact. */"
    )


# Columns that are added to a table carry their comment inside the statement, which SQLite keeps.
ARCHIVES = """
ALTER TABLE captures ADD COLUMN archive_url TEXT /* Where a web archive keeps these bytes, taken at fetched_at. */;
ALTER TABLE sites ADD COLUMN column_aliases TEXT NOT NULL DEFAULT '[]'
  /* JSON list: addresses at which lists of reports stood earlier, oldest first. */;
CREATE TABLE site_runs (  -- How each run left each site: what a later run is compared with.
  site_id TEXT NOT NULL,  -- Site.
  run_id INTEGER NOT NULL REFERENCES runs(run_id) ON DELETE CASCADE,  -- Run.
  outcome TEXT NOT NULL,  -- ok, no reports, blocked, unreachable, budget or interrupted.
  year_from INTEGER NOT NULL,  -- First report year wanted.
  year_to INTEGER NOT NULL,  -- Last report year wanted.
  requests INTEGER NOT NULL,  -- Requests that the pass over the site has made.
  reports INTEGER NOT NULL,  -- Reports that the site offers; those whose lists had not changed included.
  at TEXT NOT NULL,  -- When the site was left, UTC.
  PRIMARY KEY (site_id, run_id)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0003_archives_and_history(db: Database) -> None:
    """Where a capture came from, earlier addresses of columns, and what each run found on each site."""
    for statement in filter(str.strip, ARCHIVES.split(";\n")):
        db.conn.execute(statement)


@migrations()
def m0004_archived(db: Database) -> None:
    """Finds the few captures that come from a web archive without reading the bytes of the others."""
    db.conn.execute("CREATE INDEX captures_archived ON captures (capture_id) WHERE archive_url IS NOT NULL")


ANSWERS = """
CREATE TABLE ledger_answers (  -- What requests that belong to another one brought, until the sweep of the site ends.
  request_id INTEGER PRIMARY KEY REFERENCES ledger_requests(request_id) ON DELETE CASCADE,  -- Request.
  headers TEXT NOT NULL DEFAULT '{}',  -- JSON object: content type, and where a redirect leads.
  body BLOB NOT NULL  -- Bytes of the answer, compressed.
) STRICT;
"""


@migrations()
def m0005_answers_along(db: Database) -> None:
    """A place for script files and further pages, so that a run that continues after a kill need not ask again."""
    for statement in filter(str.strip, ANSWERS.split(";\n")):
        db.conn.execute(statement)


NOTES = """
CREATE TABLE ledger_notes (  -- What the answers of an open sweep taught of the site's furniture, until it ends.
  request_id INTEGER PRIMARY KEY REFERENCES ledger_requests(request_id) ON DELETE CASCADE,  -- Request.
  note BLOB NOT NULL  -- JSON object, compressed.
) STRICT;
"""


@migrations()
def m0006_notes_of_answers(db: Database) -> None:
    """A place for what pages taught, so that a run that continues after a kill learns from all of them."""
    for statement in filter(str.strip, NOTES.split(";\n")):
        db.conn.execute(statement)


@migrations()
def m0007_ledger_by_address(db: Database) -> None:
    """Finds what led to a capture without reading the whole ledger for each: `reparse` asks for every one of them."""
    db.conn.execute("CREATE INDEX ledger_url ON ledger_requests (url)")


def names() -> Iterator[str]:
    """Names of all migrations, oldest first."""
    yield from (step.name for step in migrations.pending(Database(memory=True)))


SCHEMA_VERSION = len(list(names()))
"""Kept in the header of the file (`PRAGMA user_version`): a higher one there means that the program is the older."""
