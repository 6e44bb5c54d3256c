"""The tables, as a list of migrations: appended to, never edited.

Nothing here holds a word that a person typed: columns are ids, codes, times, digests and ciphertexts.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("leverage_log")

# Entries are append-only but for few paths, each of which has to leave a trace first: an erasure may blank
# the ciphertext, a change of the master key may renew the link, and old lines of the audit log may be blanked.
_TABLES = """
CREATE TABLE keyring (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    rotating INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES ('number', 0), ('turn', 0);
CREATE TABLE data_key (
    id INTEGER PRIMARY KEY,
    consultation TEXT NOT NULL UNIQUE,
    wrapped BLOB NOT NULL
) STRICT;
CREATE TABLE consultation (
    id TEXT PRIMARY KEY REFERENCES data_key (consultation),
    number INTEGER NOT NULL UNIQUE,
    person_hash BLOB NOT NULL,
    person BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'stopped', 'finished')),
    route TEXT NOT NULL,
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    revision INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed INTEGER NOT NULL,
    levers TEXT NOT NULL,
    content TEXT NOT NULL,
    entries INTEGER NOT NULL,
    head BLOB NOT NULL,
    seal BLOB NOT NULL
) STRICT;
CREATE INDEX consultation_of_person ON consultation (person_hash, changed);
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    consultation TEXT NOT NULL REFERENCES data_key (consultation),
    seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL,
    sealed BLOB,
    digest BLOB NOT NULL,
    mac BLOB NOT NULL,
    UNIQUE (consultation, seq)
) STRICT;
CREATE TABLE delivery (
    id TEXT NOT NULL UNIQUE,
    route TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE outbox (
    line INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    consultation TEXT NOT NULL REFERENCES data_key (consultation),
    sent INTEGER,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (line) WHERE sent IS NULL;
CREATE INDEX outbox_of ON outbox (consultation);
CREATE TABLE due (
    id TEXT PRIMARY KEY,
    consultation TEXT NOT NULL REFERENCES data_key (consultation),
    at INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX due_at ON due (at);
CREATE INDEX due_of ON due (consultation);
CREATE TABLE erasure (
    consultation TEXT PRIMARY KEY REFERENCES data_key (consultation),
    entries INTEGER NOT NULL,
    head BLOB NOT NULL,
    at INTEGER NOT NULL,
    mac BLOB NOT NULL
) STRICT;
"""

_TRIGGERS = (
    """
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an entry is never deleted'); END
""",
    """
CREATE TRIGGER event_is_final BEFORE UPDATE ON event
WHEN NOT (
    NEW.id = OLD.id AND NEW.consultation = OLD.consultation AND NEW.seq = OLD.seq
    AND NEW.kind = OLD.kind
    AND NEW.digest = OLD.digest AND (
        (NEW.sealed IS NULL AND NEW.mac = OLD.mac
            AND EXISTS (SELECT 1 FROM erasure WHERE consultation = OLD.consultation))
        OR (NEW.sealed IS OLD.sealed AND EXISTS (SELECT 1 FROM keyring WHERE rotating = 1))
    )
)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an entry is never changed'); END
""",
)


@migrations()
def m001_tables(db: Database) -> None:
    """Every table of the first release."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m002_append_only(db: Database) -> None:
    """Entries can't be changed or deleted, whoever asks."""
    for trigger in _TRIGGERS:
        db.execute(trigger)


@migrations()
def m003_saved_and_reminded(db: Database) -> None:
    """What the Home tab lists without opening a consultation: saved levers, and the day of a reminder."""
    db.execute("ALTER TABLE consultation ADD COLUMN saved TEXT NOT NULL DEFAULT '[]'")
    db.execute("ALTER TABLE consultation ADD COLUMN remind_on TEXT NOT NULL DEFAULT ''")


@migrations()
def m004_review_queue(db: Database) -> None:
    """The leads' queue: a row for each case, and a row for each facet that it is found by."""
    db.execute(
        """
CREATE TABLE queue (
    id INTEGER PRIMARY KEY REFERENCES data_key (id),
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    place INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    seal BLOB NOT NULL
) STRICT
"""
    )
    db.execute(
        """
CREATE TABLE queue_word (
    word INTEGER NOT NULL,
    open INTEGER NOT NULL,
    place INTEGER NOT NULL,
    id INTEGER NOT NULL REFERENCES queue (id) ON DELETE CASCADE,
    PRIMARY KEY (word, open, place, id)
) STRICT, WITHOUT ROWID
"""
    )
    db.execute("CREATE INDEX queue_word_of ON queue_word (id)")


@migrations()
def m005_lead_settings(db: Database) -> None:
    """What leads have set for themselves: days away, saved filters."""
    db.execute(
        """
CREATE TABLE lead_setting (
    person_hash BLOB NOT NULL,
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (person_hash, name)
) STRICT
"""
    )


_RETENTION = """
CREATE TABLE term (
    id INTEGER PRIMARY KEY REFERENCES data_key (id),
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'case', 'open', 'held')),
    since INTEGER NOT NULL
) STRICT;
CREATE INDEX term_ends ON term (kind, since);
CREATE INDEX delivery_at ON delivery (at);
CREATE TABLE blanking (line INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT;
CREATE TABLE daily (name TEXT PRIMARY KEY, at INTEGER NOT NULL, claimed_until INTEGER NOT NULL) STRICT;
CREATE TABLE trimmed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entries INTEGER NOT NULL,
    head BLOB NOT NULL,
    mac BLOB NOT NULL
) STRICT;
CREATE TABLE log (id TEXT NOT NULL) STRICT;
INSERT INTO log VALUES (lower(hex(randomblob(8))));
DROP TRIGGER event_is_final;
"""
# As before, with one more trace: the audit log's signed row that says how far its lines are blanked.
_FINAL = """
CREATE TRIGGER event_is_final BEFORE UPDATE ON event
WHEN NOT (
    NEW.id = OLD.id AND NEW.consultation = OLD.consultation AND NEW.seq = OLD.seq
    AND NEW.kind = OLD.kind
    AND NEW.digest = OLD.digest AND (
        (NEW.sealed IS NULL AND NEW.mac = OLD.mac AND (
            EXISTS (SELECT 1 FROM erasure WHERE consultation = OLD.consultation)
            OR (OLD.consultation = '' AND OLD.kind = 'audited'
                AND EXISTS (SELECT 1 FROM trimmed WHERE entries >= OLD.seq))
        ))
        OR (NEW.sealed IS OLD.sealed AND EXISTS (SELECT 1 FROM keyring WHERE rotating = 1))
    )
)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an entry is never changed'); END
"""


@migrations()
def m006_retention(db: Database) -> None:
    """When a consultation's time runs out, what is to be blanked in the chat, and how far the audit log is."""
    for statement in _RETENTION.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(_FINAL)


@migrations()
def m007_examples(db: Database) -> None:
    """Examples of the company's own, each for a lever."""
    columns = "id TEXT PRIMARY KEY, lever TEXT NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL"
    db.execute(f"CREATE TABLE example ({columns}) STRICT")


@migrations()
def m010_reports(db: Database) -> None:
    """The published reports: kept as they are, whoever asks."""
    db.execute("CREATE TABLE report (quarter TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT")
    for what, done in (("DELETE", "deleted"), ("UPDATE", "changed")):
        db.execute(
            f"CREATE TRIGGER report_is_never_{done} BEFORE {what} ON report "
            f"BEGIN SELECT RAISE(ABORT, 'a published report is never {done}'); END"
        )


@migrations()
def m011_attempts(db: Database) -> None:
    """Whether a card was about to be posted: then it may have arrived."""
    db.execute("ALTER TABLE outbox ADD COLUMN attempted INTEGER NOT NULL DEFAULT 0 CHECK (attempted IN (0, 1))")
