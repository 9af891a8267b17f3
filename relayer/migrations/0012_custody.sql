-- A key per member, sealed by the key management, under which the member's personal data is sealed. Erasure empties it and the
-- row stays, so that no new one is made.
CREATE TABLE data_keys (
    user_id    TEXT    PRIMARY KEY,
    sealed     BLOB,
    created_at INTEGER NOT NULL
) STRICT;

-- What a count is about: guesses at a key that was replaced do not count against the new one.
ALTER TABLE guesses ADD COLUMN about BLOB;

-- What the signer lets leave an account, in minutes of TIME and seconds. Member 0 is the branch's own rule for all; nothing is no
-- limit. What a member loosens counts from `next_from` on.
CREATE TABLE signer_limits (
    member             INTEGER PRIMARY KEY,
    daily              INTEGER,
    per_recipient      INTEGER,
    recipient_delay    INTEGER NOT NULL DEFAULT 0,
    next_daily         INTEGER,
    next_per_recipient INTEGER,
    next_delay         INTEGER NOT NULL DEFAULT 0,
    next_from          INTEGER
) STRICT;

-- Whom a member has named before sending anything.
CREATE TABLE signer_recipients (
    member    INTEGER NOT NULL,
    recipient TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (member, recipient)
) STRICT, WITHOUT ROWID;

-- What was signed away, by the digest of the intent; written in the transaction that takes the intent.
CREATE TABLE signer_spent (
    digest    BLOB    PRIMARY KEY,
    member    INTEGER NOT NULL,
    recipient TEXT    NOT NULL,
    minutes   INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX signer_spent_member ON signer_spent (member, at);
CREATE INDEX signer_spent_recipient ON signer_spent (member, recipient, at);

-- Members who keep their keys themselves: nothing is signed for them. Their keys here are deleted when the chain has theirs.
CREATE TABLE custody_exits (
    member   INTEGER PRIMARY KEY,
    user_id  TEXT    NOT NULL,
    everyday TEXT    NOT NULL,
    owner    TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    done     INTEGER
) STRICT;
