-- What members have and agree on beside activities: TIME, training, family, offices, the coin standard, facts of partners.

-- The movement's number on the account, as the token counts it; none on the accounts of the system's contracts.
ALTER TABLE p_statement ADD COLUMN number INTEGER;
ALTER TABLE p_supply ADD COLUMN opening_budget INTEGER NOT NULL DEFAULT 0;

-- Everything that made TIME or ended it, so that the supply can be summed up as of any height.
CREATE TABLE p_supply_changes (
    movement INTEGER PRIMARY KEY,
    height   INTEGER NOT NULL,
    branch   INTEGER NOT NULL,
    cause    TEXT    NOT NULL,
    minutes  INTEGER NOT NULL
) STRICT;
CREATE INDEX p_supply_changes_height ON p_supply_changes (height);

CREATE TABLE p_gifts (
    id        INTEGER PRIMARY KEY,
    giver     INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    minutes   INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    offered   INTEGER NOT NULL,
    closed    INTEGER,
    closed_by INTEGER
) STRICT;
CREATE INDEX p_gifts_giver ON p_gifts (giver, id);
CREATE INDEX p_gifts_recipient ON p_gifts (recipient, id);

CREATE TABLE p_introduced (
    account   TEXT    NOT NULL,
    recipient TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (account, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_allowances (
    owner   TEXT    NOT NULL,
    spender TEXT    NOT NULL,
    minutes INTEGER NOT NULL,
    expires TEXT    NOT NULL,
    PRIMARY KEY (owner, spender)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_position_limits (
    low     INTEGER NOT NULL,
    high    INTEGER NOT NULL,
    minutes INTEGER,
    PRIMARY KEY (low, high)
) STRICT, WITHOUT ROWID;

-- What the council has set for all: its name, and JSON.
CREATE TABLE p_settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What one office-holder proposed and another decides, of the member-registry and of the token.
CREATE TABLE p_cases (
    contract   TEXT    NOT NULL,
    id         INTEGER NOT NULL,
    branch     INTEGER NOT NULL,
    proposer   INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    opened     INTEGER NOT NULL,
    decided    INTEGER,
    decided_by INTEGER,
    PRIMARY KEY (contract, id)
) STRICT, WITHOUT ROWID;

-- The last change of a member's status; who is not here is active.
CREATE TABLE p_statuses (
    member INTEGER PRIMARY KEY,
    status TEXT    NOT NULL,
    cause  TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    author INTEGER,
    at     INTEGER NOT NULL
) STRICT;

CREATE TABLE p_groups (
    member       INTEGER PRIMARY KEY,
    registration BLOB    NOT NULL
) STRICT;

CREATE TABLE p_profile_requests (
    id         INTEGER PRIMARY KEY,
    member     INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    commitment BLOB    NOT NULL,
    author     INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    reason     TEXT,
    decided_by INTEGER,
    created    INTEGER NOT NULL,
    decided    INTEGER
) STRICT;
CREATE INDEX p_profile_requests_member ON p_profile_requests (member, id);
CREATE INDEX p_profile_requests_open ON p_profile_requests (id) WHERE state = 'waiting';

-- What stands on chain for a member's profile.
CREATE TABLE p_profiles (
    member     INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    commitment BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_credentials (
    member      INTEGER NOT NULL,
    commitment  BLOB    NOT NULL,
    valid_until INTEGER NOT NULL,
    issuer      INTEGER,
    PRIMARY KEY (member, commitment)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_kin (
    commitment BLOB    PRIMARY KEY,
    proposer   INTEGER NOT NULL,
    other      INTEGER NOT NULL,
    accepted   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX p_kin_proposer ON p_kin (proposer);
CREATE INDEX p_kin_other ON p_kin (other);

CREATE TABLE p_agents (
    principal INTEGER NOT NULL,
    agent     INTEGER NOT NULL,
    rights    INTEGER NOT NULL,
    daily     INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    accepted  INTEGER NOT NULL,
    -- sha256 of the paper, when two office-holders appointed
    consent   BLOB,
    PRIMARY KEY (principal, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_agents_agent ON p_agents (agent);

CREATE TABLE p_moves (
    member    INTEGER PRIMARY KEY,
    leaves    INTEGER NOT NULL,
    joins     INTEGER NOT NULL,
    left_by   INTEGER,
    joined_by INTEGER,
    at        INTEGER NOT NULL
) STRICT;

-- A new key that waits for approval, time lock or council.
CREATE TABLE p_recoveries (
    member        INTEGER NOT NULL,
    scope         TEXT    NOT NULL,
    public        BLOB    NOT NULL,
    branch        INTEGER NOT NULL,
    proposed_by   INTEGER NOT NULL,
    approved_by   INTEGER,
    approved_at   INTEGER,
    ready         INTEGER,
    objected_by   INTEGER,
    at            INTEGER NOT NULL,
    PRIMARY KEY (member, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_courses (
    id       INTEGER PRIMARY KEY,
    branch   INTEGER NOT NULL,
    author   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    input    TEXT    NOT NULL,
    reason   TEXT,
    created  INTEGER NOT NULL,
    updated  INTEGER NOT NULL
) STRICT;
CREATE INDEX p_courses_state ON p_courses (state, id);

CREATE TABLE p_places (
    course   INTEGER NOT NULL,
    member   INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    position INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    PRIMARY KEY (course, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_places_member ON p_places (member, course);

CREATE TABLE p_sessions (
    course  INTEGER NOT NULL,
    member  INTEGER NOT NULL,
    session INTEGER NOT NULL,
    PRIMARY KEY (course, member, session)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_certificates (
    id          INTEGER PRIMARY KEY,
    member      INTEGER NOT NULL,
    course      INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    issuer      TEXT    NOT NULL,
    holder      BLOB    NOT NULL,
    issued      INTEGER NOT NULL,
    -- none for one that lasts
    valid_until INTEGER,
    reason      TEXT
) STRICT;
CREATE INDEX p_certificates_member ON p_certificates (member, id);

CREATE TABLE p_drafts (
    id        INTEGER PRIMARY KEY,
    branch    INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    author    INTEGER NOT NULL,
    analysis  BLOB    NOT NULL,
    pack      TEXT    NOT NULL,
    until     INTEGER,
    agreed_by INTEGER,
    effective INTEGER,
    version   INTEGER,
    updated   INTEGER NOT NULL
) STRICT;

CREATE TABLE p_draft_comments (
    draft    INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    member   INTEGER NOT NULL,
    branch   INTEGER NOT NULL,
    support  INTEGER NOT NULL,
    text     BLOB,
    at       INTEGER NOT NULL,
    PRIMARY KEY (draft, revision, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_sources (
    id          INTEGER PRIMARY KEY,
    input       TEXT    NOT NULL,
    quarantined INTEGER NOT NULL DEFAULT 0,
    reason      TEXT
) STRICT;

CREATE TABLE p_reports (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL,
    member      INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    attestation TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    agreed      INTEGER NOT NULL,
    applied     INTEGER,
    decided_by  INTEGER,
    reason      TEXT,
    objected    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX p_reports_member ON p_reports (member, id);
CREATE INDEX p_reports_open ON p_reports (id) WHERE state IN ('pending', 'refused');

-- What the commitments hide that this branch put on chain for its members: sealed, deleted with what they are about.
CREATE TABLE commitments (
    commitment BLOB    PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('profile', 'kin', 'credential', 'holder')),
    member     INTEGER NOT NULL,
    sealed     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX commitments_member ON commitments (member, kind);

-- What a branch answered to a member's comment on a draft: the sha256 of a public text.
CREATE TABLE draft_answers (
    draft       INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    member      INTEGER NOT NULL,
    answered_by INTEGER NOT NULL,
    text        BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (draft, revision, member)
) STRICT, WITHOUT ROWID;

-- New owner keys under new transaction passwords, until the chain has them.
CREATE TABLE recoveries (
    user_id    TEXT    PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    member     INTEGER NOT NULL UNIQUE,
    public     BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    proof      BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
