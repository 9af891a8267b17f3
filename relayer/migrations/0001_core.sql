-- The outbox: what members and the branch want done on chain. It outlives every rebuild of the projections.
CREATE TABLE actions (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT    NOT NULL UNIQUE,
    form         TEXT    NOT NULL CHECK (form IN ('intent', 'direct')),
    kind         TEXT    NOT NULL,
    contract     TEXT    NOT NULL,
    member       INTEGER,
    scope        INTEGER,
    lane         INTEGER,
    nonce        INTEGER,
    epoch        INTEGER,
    correlation  TEXT,
    -- signed intent, or the JSON message of a direct one
    body         BLOB    NOT NULL,
    digest       BLOB    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('accepted', 'sent', 'done', 'failed')),
    code         TEXT,
    height       INTEGER,
    events       TEXT    NOT NULL DEFAULT '[]',
    attempts     INTEGER NOT NULL DEFAULT 0,
    -- earliest indexed height at which it is sent (again)
    not_before   INTEGER NOT NULL DEFAULT 0,
    created      INTEGER NOT NULL,
    valid_until  INTEGER NOT NULL,
    CHECK (form = 'direct' OR (member IS NOT NULL AND scope IS NOT NULL AND lane IS NOT NULL AND nonce IS NOT NULL AND epoch IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX actions_digest ON actions (digest) WHERE form = 'intent';
CREATE INDEX actions_correlation ON actions (correlation) WHERE correlation IS NOT NULL;
CREATE INDEX actions_open ON actions (state, seq) WHERE state IN ('accepted', 'sent');
-- at most one open intent per nonce
CREATE UNIQUE INDEX actions_nonce ON actions (member, scope, lane, epoch, nonce)
    WHERE form = 'intent' AND state IN ('accepted', 'sent');

-- Transactions of operator accounts. At most one of a lane is live.
CREATE TABLE txs (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lane           TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    hash           BLOB    NOT NULL UNIQUE,
    raw            BLOB    NOT NULL,
    gas_expected   INTEGER NOT NULL,
    gas_wanted     INTEGER NOT NULL,
    timeout_height INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('live', 'included', 'dead')),
    height         INTEGER,
    code           INTEGER,
    gas_used       INTEGER
) STRICT;
CREATE UNIQUE INDEX txs_one_live ON txs (lane) WHERE state = 'live';

CREATE TABLE tx_actions (
    tx       INTEGER NOT NULL REFERENCES txs (id),
    position INTEGER NOT NULL,
    action   INTEGER NOT NULL REFERENCES actions (seq),
    PRIMARY KEY (tx, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX tx_actions_action ON tx_actions (action);

-- What a message kind has cost so far; a running mean.
CREATE TABLE gas_costs (
    kind TEXT    PRIMARY KEY,
    gas  INTEGER NOT NULL
) STRICT;

-- The index. `cursor` is the last block whose contents are in the projections.
CREATE TABLE cursor (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    chain_id TEXT    NOT NULL,
    height   INTEGER NOT NULL,
    time     INTEGER NOT NULL
) STRICT;

CREATE TABLE blocks (
    height       INTEGER PRIMARY KEY,
    hash         BLOB    NOT NULL,
    time         INTEGER NOT NULL,
    -- root of the block's results; the next block's header commits to it
    results_hash BLOB    NOT NULL
) STRICT;

CREATE TABLE p_branches (
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,
    district TEXT    NOT NULL,
    since    INTEGER NOT NULL
) STRICT;

CREATE TABLE p_operators (
    operator TEXT    PRIMARY KEY,
    branch   INTEGER NOT NULL
) STRICT;

CREATE TABLE p_members (
    id      INTEGER PRIMARY KEY,
    account TEXT    NOT NULL UNIQUE,
    branch  INTEGER NOT NULL,
    age     TEXT    NOT NULL,
    roles   INTEGER NOT NULL DEFAULT 0,
    since   INTEGER NOT NULL
) STRICT;

CREATE TABLE p_keys (
    member INTEGER NOT NULL,
    scope  INTEGER NOT NULL,
    key    BLOB    NOT NULL,
    epoch  INTEGER NOT NULL,
    PRIMARY KEY (member, scope)
) STRICT, WITHOUT ROWID;

-- Nonce windows as the proxy keeps them, from the intents that spent a nonce.
CREATE TABLE p_nonces (
    member INTEGER NOT NULL,
    scope  INTEGER NOT NULL,
    lane   INTEGER NOT NULL,
    window BLOB    NOT NULL,
    PRIMARY KEY (member, scope, lane)
) STRICT, WITHOUT ROWID;

-- What became of every intent that spent its nonce, whoever relayed it.
CREATE TABLE p_outcomes (
    digest BLOB    PRIMARY KEY,
    height INTEGER NOT NULL,
    code   TEXT,
    events TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE p_packs (
    branch    INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    effective INTEGER NOT NULL,
    pack      TEXT    NOT NULL,
    PRIMARY KEY (branch, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_activities (
    id               INTEGER PRIMARY KEY,
    branch           INTEGER NOT NULL,
    publisher        INTEGER NOT NULL,
    revision         INTEGER NOT NULL,
    state            TEXT    NOT NULL,
    input            TEXT    NOT NULL,
    category         TEXT    NOT NULL,
    place            TEXT    NOT NULL,
    -- title, summary and place in lower case, for the search
    words            TEXT    NOT NULL,
    registration_start INTEGER NOT NULL,
    registration_end   INTEGER NOT NULL,
    service_start    INTEGER NOT NULL,
    service_end      INTEGER NOT NULL,
    seats            INTEGER NOT NULL,
    -- minutes of TIME for the whole planned service at the plain rate
    reward           INTEGER NOT NULL,
    payer            TEXT    NOT NULL,
    terms            TEXT,
    taken            INTEGER NOT NULL DEFAULT 0,
    waitlisted       INTEGER NOT NULL DEFAULT 0,
    open             INTEGER NOT NULL DEFAULT 0,
    settled          INTEGER NOT NULL DEFAULT 0,
    reason           TEXT,
    created          INTEGER NOT NULL,
    submitted        INTEGER,
    updated          INTEGER NOT NULL
) STRICT;
CREATE INDEX p_activities_service ON p_activities (service_start, id);
CREATE INDEX p_activities_publisher ON p_activities (publisher, id);
CREATE INDEX p_activities_queue ON p_activities (branch, submitted, id) WHERE state = 'submitted';

CREATE TABLE p_co_administrators (
    activity INTEGER NOT NULL,
    member   INTEGER NOT NULL,
    PRIMARY KEY (activity, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_enrolments (
    activity       INTEGER NOT NULL,
    participant    INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    started        INTEGER,
    ended          INTEGER,
    claimed        INTEGER,
    confirmed      INTEGER,
    agreed         INTEGER,
    score_given    INTEGER,
    score_received INTEGER,
    reason         TEXT,
    created        INTEGER NOT NULL,
    updated        INTEGER NOT NULL,
    PRIMARY KEY (activity, participant)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_enrolments_participant ON p_enrolments (participant, activity);
CREATE INDEX p_enrolments_state ON p_enrolments (activity, state);

-- Every movement of TIME, in the order of the chain.
CREATE TABLE p_movements (
    id           INTEGER PRIMARY KEY,
    height       INTEGER NOT NULL,
    time         INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    reference    TEXT    NOT NULL,
    activity     INTEGER,
    participant  INTEGER,
    from_account TEXT,
    to_account   TEXT,
    minutes      INTEGER NOT NULL
) STRICT;

-- One line per account and movement, with the balance after it.
CREATE TABLE p_statement (
    account  TEXT    NOT NULL,
    movement INTEGER NOT NULL,
    delta    INTEGER NOT NULL,
    balance  INTEGER NOT NULL,
    PRIMARY KEY (account, movement, delta)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_balances (
    account TEXT    PRIMARY KEY,
    minutes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE p_receipts (
    activity    INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    receipt     TEXT    NOT NULL,
    PRIMARY KEY (activity, participant)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_grants (
    member  INTEGER NOT NULL,
    rule    TEXT    NOT NULL,
    branch  INTEGER NOT NULL,
    pack    INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    PRIMARY KEY (member, rule)
) STRICT, WITHOUT ROWID;

-- Supply by branch and cause; branch 0 holds what belongs to none (burned).
CREATE TABLE p_supply (
    branch         INTEGER PRIMARY KEY,
    budget         INTEGER NOT NULL DEFAULT 0,
    minted_service INTEGER NOT NULL DEFAULT 0,
    minted_grant   INTEGER NOT NULL DEFAULT 0,
    burned         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What happened, by topic, for whoever watches. Ids follow the chain: a rebuild gives the same ones.
CREATE TABLE p_feed (
    id     INTEGER PRIMARY KEY,
    topic  TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    data   TEXT    NOT NULL,
    height INTEGER NOT NULL,
    time   INTEGER NOT NULL
) STRICT;
CREATE INDEX p_feed_topic ON p_feed (topic, id);
