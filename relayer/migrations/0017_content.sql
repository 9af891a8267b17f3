-- What goes from branch to branch.

-- Public texts that the ledger names by sha256 and that are not here yet, with the member whose relayer has them most likely.
CREATE TABLE wanted_texts (
    sha256 BLOB    PRIMARY KEY,
    member INTEGER NOT NULL
) STRICT;

-- Branches that were asked for a text and did not have it, or had another.
CREATE TABLE text_misses (
    sha256     BLOB    NOT NULL,
    branch     INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    PRIMARY KEY (sha256, branch)
) STRICT, WITHOUT ROWID;

-- Where exactly an activity is, whom to call, what matters of somebody's health: sealed under the publisher's data key.
CREATE TABLE details (
    activity INTEGER PRIMARY KEY,
    user_id  TEXT    NOT NULL,
    sealed   BLOB    NOT NULL,
    -- microseconds of Unix time
    written  INTEGER NOT NULL
) STRICT;
CREATE INDEX details_user ON details (user_id);

-- The same from other branches, for members of this one who have a seat: sealed under the participant's data key. Without a value
-- it is still wanted.
CREATE TABLE details_received (
    activity   INTEGER NOT NULL,
    member     INTEGER NOT NULL,
    user_id    TEXT    NOT NULL,
    sealed     BLOB,
    written    INTEGER NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    asked_at   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (activity, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX details_received_user ON details_received (user_id);

-- Kin links whose opening another branch keeps.
CREATE TABLE wanted_openings (
    commitment BLOB    PRIMARY KEY,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Keys that answers were sealed to: the same question is not answered twice.
CREATE TABLE branch_questions (
    key BLOB    PRIMARY KEY,
    at  INTEGER NOT NULL
) STRICT;
CREATE INDEX branch_questions_at ON branch_questions (at);

-- Every move that was made.
CREATE TABLE p_moved (
    member INTEGER NOT NULL,
    height INTEGER NOT NULL,
    leaves INTEGER NOT NULL,
    joins  INTEGER NOT NULL,
    PRIMARY KEY (member, height)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_moved_joins ON p_moved (joins, height);

-- How far a member's belongings have come who moved here.
CREATE TABLE arrivals (
    member     INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('wanted', 'stored', 'done', 'nothing')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (member, height)
) STRICT, WITHOUT ROWID;

-- Members whose belongings another branch has asked for: nothing is signed for them any more. `done` once they are erased here.
CREATE TABLE departures (
    member  INTEGER PRIMARY KEY,
    user_id TEXT    NOT NULL,
    height  INTEGER NOT NULL,
    joins   INTEGER NOT NULL,
    since   INTEGER NOT NULL,
    done    INTEGER
) STRICT;

-- Owner keys that travel: sealed under the transaction password for the branch that is joined, and under this branch's key
-- management. Here since a move was asked for, there until the password is first typed.
CREATE TABLE travel_keys (
    user_id    TEXT    PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    member     INTEGER NOT NULL UNIQUE,
    joins      INTEGER NOT NULL,
    public     BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Whom a line is about who is nobody's user here.
ALTER TABLE accesses ADD COLUMN member INTEGER;
