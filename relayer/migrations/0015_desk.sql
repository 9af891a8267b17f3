-- What a search for words finds: pairs of Chinese characters, and three letters of other scripts in a row.
CREATE TABLE p_words (
    gram     TEXT    NOT NULL,
    -- 1 when it stands in the title, else 0
    place    INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    PRIMARY KEY (gram, place, activity)
) STRICT, WITHOUT ROWID;

-- Who approved, returned or took down what, in the order of the chain.
CREATE TABLE p_decisions (
    activity INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    decision TEXT    NOT NULL,
    member   INTEGER NOT NULL,
    reason   TEXT,
    height   INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    PRIMARY KEY (activity, revision, decision)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_decisions_member ON p_decisions (member, time);

-- Who has which submission before them, and until when.
CREATE TABLE review_claims (
    activity INTEGER PRIMARY KEY,
    member   INTEGER NOT NULL,
    expires  INTEGER NOT NULL
) STRICT;

-- What reviewers say again and again.
CREATE TABLE review_templates (
    name       TEXT    PRIMARY KEY,
    zh         TEXT    NOT NULL,
    en         TEXT    NOT NULL,
    updated_by INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO review_templates (name, zh, en, updated_at) VALUES
    ('incomplete', '请写明需要做什么、在哪里、大约多长时间，再提交一次。', 'Please say what is to be done, where, and how long it takes, and submit it again.', 0),
    ('personal-data', '请删去电话、住址、姓名等个人信息；报名成功后，平台会只告诉志愿者。', 'Please take out phone numbers, addresses and names: the volunteer is told once admitted.', 0),
    ('cash', '时间银行的服务只用服务时长回报，不能付钱。', 'Services of the time bank are given for time, never for money.', 0),
    ('sales', '不能在这里推销商品、保健品或理财。', 'Nothing may be sold here, neither goods nor supplements nor investments.', 0),
    ('professional', '这项服务须由医护人员提供，志愿者不能代替。', 'This must be done by medical staff; volunteers may not.', 0),
    ('duplicate', '您已提交过同样的活动。', 'You have submitted the same already.', 0),
    ('reward', '报酬与所需时间不相称，请修改。', 'The reward does not fit the time it takes; please change it.', 0);

-- Popular seats: what the branch committed to before registration closed, and reveals after it.
CREATE TABLE lotteries (
    activity     INTEGER PRIMARY KEY,
    secret       BLOB    NOT NULL,
    commitment   BLOB    NOT NULL,
    committed_at INTEGER NOT NULL,
    -- the end of registration at that time: a later edit moves no draw
    closes       INTEGER NOT NULL
) STRICT;
CREATE INDEX blocks_time ON blocks (time);

-- What members are told. The feed's item makes it one notice however often the feed is read.
CREATE TABLE notices (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    member   INTEGER NOT NULL,
    source   TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    zh       TEXT    NOT NULL,
    en       TEXT    NOT NULL,
    activity INTEGER,
    created  INTEGER NOT NULL,
    read_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX notices_source ON notices (member, source);
CREATE INDEX notices_member ON notices (member, id);

-- How far the feed has become notices.
CREATE TABLE notice_cursor (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    height INTEGER NOT NULL
) STRICT;
CREATE INDEX p_feed_height ON p_feed (height);

-- What is to be sent outside, until it is sent or given up.
CREATE TABLE deliveries (
    notice     INTEGER NOT NULL,
    channel    TEXT    NOT NULL CHECK (channel IN ('sms', 'wechat', 'webhook')),
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    PRIMARY KEY (notice, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries (not_before) WHERE state = 'waiting';

-- How a member wants to be told. Minutes of the day in Shanghai; equal ends are no quiet hours.
CREATE TABLE notice_settings (
    member        INTEGER PRIMARY KEY,
    language      TEXT    NOT NULL CHECK (language IN ('zh', 'en')),
    quiet_start   INTEGER NOT NULL,
    quiet_end     INTEGER NOT NULL,
    -- the family member who gets a copy: as this member wishes it, and once that one has agreed
    family        INTEGER,
    family_agreed INTEGER NOT NULL DEFAULT 0,
    -- sealed
    wechat        BLOB
) STRICT;

-- Kinds and channels that differ from what is usual.
CREATE TABLE notice_preferences (
    member  INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    channel TEXT    NOT NULL,
    wanted  INTEGER NOT NULL,
    PRIMARY KEY (member, kind, channel)
) STRICT, WITHOUT ROWID;
