-- Sessions can be named without their token, and remember when the password was last typed in them. Those that run end.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN stepped_up_at INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX sessions_id ON sessions (id);

-- How often each branch has asked this one as registrar, by hour.
CREATE TABLE registrar_uses (
    branch INTEGER NOT NULL,
    hour   INTEGER NOT NULL,
    uses   INTEGER NOT NULL,
    PRIMARY KEY (branch, hour)
) STRICT, WITHOUT ROWID;

-- What members have agreed to: the text is named by its sha256. A consent that was withdrawn stays on record.
CREATE TABLE consents (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose      TEXT    NOT NULL,
    text_sha256  BLOB    NOT NULL,
    given_at     INTEGER NOT NULL,
    withdrawn_at INTEGER,
    -- the clerk who took it, and where the paper is
    taken_by     INTEGER,
    paper        TEXT
) STRICT;
-- (The blank keeps the translation for PostgreSQL from taking the name for the reserved word.)
CREATE UNIQUE INDEX consents_open ON consents ( user_id, purpose) WHERE withdrawn_at IS NULL;

-- Who read which personal data of whom, or acted for them, when and why. No personal data stands here.
CREATE TABLE accesses (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    -- the member who did it
    actor   INTEGER NOT NULL,
    -- the user it is about
    subject TEXT    NOT NULL,
    act     TEXT    NOT NULL,
    -- separated by commas
    fields  TEXT    NOT NULL,
    reason  TEXT    NOT NULL
) STRICT;
CREATE INDEX accesses_subject ON accesses (subject, id);

-- Users whose data and keys were erased: what is left to tell whose the log's lines are.
CREATE TABLE erasures (
    user_id TEXT    PRIMARY KEY,
    member  INTEGER NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
