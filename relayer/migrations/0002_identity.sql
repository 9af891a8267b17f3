-- Who the members are to this branch. Nothing here can be rebuilt from the chain; nothing here is readable without the key
-- management: phone and ID number are blind-indexed and sealed, passwords are verifiers, keys are sealed.

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    phone_index   BLOB NOT NULL UNIQUE,
    phone_sealed  BLOB NOT NULL,
    person_index  BLOB NOT NULL UNIQUE,
    person_sealed BLOB NOT NULL,
    password      BLOB NOT NULL,
    -- the account that the registration's salt gives, known before the chain says so
    account       TEXT NOT NULL UNIQUE,
    -- the direct action that registers the member; the row goes when it is refused
    registration  TEXT NOT NULL,
    member        INTEGER UNIQUE,
    created_at    INTEGER NOT NULL
) STRICT;

-- One row per user and scope. A key is in force when the chain has it; the index knows.
CREATE TABLE user_keys (
    user    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    scope   TEXT NOT NULL CHECK (scope IN ('everyday', 'owner', 'office')),
    public  BLOB NOT NULL,
    sealed  BLOB NOT NULL,
    -- the action that brings the key onto the chain; none for office keys, which the council sets
    action  TEXT,
    PRIMARY KEY (user, scope)
) STRICT;

CREATE TABLE attendance_keys (
    public     BLOB PRIMARY KEY,
    sealed     BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE guesses (
    secret       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    taken        INTEGER NOT NULL DEFAULT 0,
    locks        INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (secret, subject)
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    user       TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('member', 'administrator')),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user);

-- One code per phone; the last one sent counts.
CREATE TABLE sms_codes (
    phone_index BLOB PRIMARY KEY,
    code_mac    BLOB NOT NULL,
    sent_at     INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sms_sent (
    phone_index BLOB NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX sms_sent_phone ON sms_sent (phone_index, at);

-- What a changing request was answered; written in the transaction that made its action.
CREATE TABLE idempotency (
    principal   TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    action      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (principal, key)
) STRICT;

-- Public texts of which only the sha256 is on chain.
CREATE TABLE contents (
    sha256     BLOB PRIMARY KEY,
    text       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
