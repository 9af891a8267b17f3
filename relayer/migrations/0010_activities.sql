-- What the contracts say of activities beyond an ordinary life: requirements and findings, disputes, what is said after the
-- service, standing offers and needs, and members' standing.

ALTER TABLE p_activities ADD COLUMN skill TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE p_activities ADD COLUMN listing INTEGER;
-- the first activity of the series
ALTER TABLE p_activities ADD COLUMN series INTEGER;
-- how far it has come without anybody taking it: 0 to 3
ALTER TABLE p_activities ADD COLUMN escalation INTEGER NOT NULL DEFAULT 0;
CREATE INDEX p_activities_listing ON p_activities (listing, id) WHERE listing IS NOT NULL;
CREATE INDEX p_activities_series ON p_activities (series, id) WHERE series IS NOT NULL;

ALTER TABLE p_enrolments ADD COLUMN assessed INTEGER;
ALTER TABLE p_enrolments ADD COLUMN assessed_by INTEGER;
ALTER TABLE p_enrolments ADD COLUMN assessment_note BLOB;
-- when it was noted that the participant had not come
ALTER TABLE p_enrolments ADD COLUMN no_show INTEGER;

-- What an activity asks for, in order from 1; number 0 is the youngest age by the branch's rules.
CREATE TABLE p_requirements (
    activity INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    -- of an age: its place among the classes from 0
    value    INTEGER NOT NULL,
    PRIMARY KEY (activity, number)
) STRICT, WITHOUT ROWID;

-- By what a participant met them.
CREATE TABLE p_findings (
    activity    INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    findings    TEXT    NOT NULL,
    PRIMARY KEY (activity, participant)
) STRICT, WITHOUT ROWID;

-- What of a course's text decides what it opens.
CREATE TABLE p_course_subjects (
    course    INTEGER PRIMARY KEY,
    -- the course that was passed by passing this one
    subject   INTEGER NOT NULL,
    certified INTEGER NOT NULL
) STRICT;

-- What a member has of a course: certificates, and number 0 for having passed it without one.
CREATE TABLE p_held (
    course      INTEGER NOT NULL,
    member      INTEGER NOT NULL,
    certificate INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    revoked     INTEGER NOT NULL DEFAULT 0,
    -- 0 once a newer one took the place of one that held no more
    held        INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (course, member, certificate)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_held_certificate ON p_held (certificate);

-- Members that are groups; they have no age.
CREATE TABLE p_collectives (
    member INTEGER PRIMARY KEY
) STRICT;

-- A dispute about a participant's service, at most one ever.
CREATE TABLE p_disputes (
    activity    INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    -- nobody when the two figures were too far apart
    raised_by   INTEGER,
    since       INTEGER NOT NULL,
    -- when it is decided by rule, or a payment stands
    until       INTEGER NOT NULL,
    -- whether it is about a payment that was made
    paid        INTEGER NOT NULL,
    named_by    INTEGER,
    named       TEXT,
    decided_by  INTEGER,
    decided     TEXT,
    minutes     INTEGER,
    closed      INTEGER,
    PRIMARY KEY (activity, participant)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_disputes_open ON p_disputes (since, activity, participant) WHERE closed IS NULL;
CREATE INDEX p_disputes_participant ON p_disputes (participant, activity);

CREATE TABLE p_ratings (
    id          INTEGER PRIMARY KEY,
    activity    INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    -- who rates whom; `by_member` did it, which may be an agent of the author
    author      INTEGER NOT NULL,
    subject     INTEGER NOT NULL,
    by_member   INTEGER NOT NULL,
    score       INTEGER NOT NULL,
    comment     BLOB,
    time        INTEGER NOT NULL
) STRICT;
CREATE INDEX p_ratings_author ON p_ratings (author, id);
CREATE INDEX p_ratings_subject ON p_ratings (subject, id);

CREATE TABLE p_follow_ups (
    activity    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    by_member   INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    note        BLOB    NOT NULL,
    time        INTEGER NOT NULL,
    PRIMARY KEY (activity, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_follow_ups_kind ON p_follow_ups (kind, time, activity, number);

CREATE TABLE p_blocks (
    member INTEGER NOT NULL,
    other  INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE p_standings (
    member               INTEGER PRIMARY KEY,
    stars                INTEGER NOT NULL,
    points               INTEGER NOT NULL,
    publishing_suspended INTEGER NOT NULL,
    enrolling_suspended  INTEGER NOT NULL,
    totals               TEXT    NOT NULL,
    updated              INTEGER NOT NULL
) STRICT;

-- Standing offers and needs.
CREATE TABLE p_listings (
    id         INTEGER PRIMARY KEY,
    branch     INTEGER NOT NULL,
    member     INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    input      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    category   TEXT    NOT NULL,
    place      TEXT    NOT NULL,
    -- title, summary and place in lower case, for the search
    words      TEXT    NOT NULL,
    until      INTEGER NOT NULL,
    escalation INTEGER NOT NULL DEFAULT 0,
    answers    INTEGER NOT NULL DEFAULT 0,
    reason     TEXT,
    created    INTEGER NOT NULL,
    submitted  INTEGER,
    updated    INTEGER NOT NULL
) STRICT;
CREATE INDEX p_listings_member ON p_listings (member, id);
CREATE INDEX p_listings_queue ON p_listings (branch, submitted, id) WHERE state = 'submitted';

CREATE TABLE p_listing_answers (
    listing INTEGER NOT NULL,
    member  INTEGER NOT NULL,
    time    INTEGER NOT NULL,
    PRIMARY KEY (listing, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_listing_answers_member ON p_listing_answers (member, listing);

-- What is said about a service and is not for everybody: sealed, with the salt that hides it behind the hash on chain.
CREATE TABLE notes (
    sha256      BLOB    PRIMARY KEY,
    activity    INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    sealed      BLOB    NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_participant ON notes (participant);
