-- Not sent before this second of Unix time, and until then whoever asked for it can take it back.
ALTER TABLE actions ADD COLUMN held_until INTEGER;
-- Against what it was checked before it was confirmed; nothing for what an earlier version confirmed.
ALTER TABLE actions ADD COLUMN checked INTEGER;

-- Whether the member holds the key, and no branch keeps it in custody.
ALTER TABLE p_keys ADD COLUMN own INTEGER NOT NULL DEFAULT 0;

-- Chain accounts that act for a member, or can be made to from `ready` on.
CREATE TABLE p_links (
    account   TEXT    NOT NULL,
    member    INTEGER NOT NULL,
    ready     INTEGER NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_links_member ON p_links (member);
