-- How the feeders of partners' sources are doing. `last` is 0 for none.
CREATE TABLE p_feeders (
    source   INTEGER NOT NULL,
    feeder   TEXT    NOT NULL,
    heard    INTEGER NOT NULL,
    attested INTEGER NOT NULL,
    refused  INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (source, feeder)
) STRICT, WITHOUT ROWID;

-- Sequences under which feeders have said different things.
CREATE TABLE p_disagreements (
    source   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    answers  INTEGER NOT NULL,
    state    TEXT    NOT NULL DEFAULT 'disputed',
    ended    INTEGER,
    ended_by INTEGER,
    reason   TEXT,
    PRIMARY KEY (source, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX p_reports_source ON p_reports (source, agreed, id);
