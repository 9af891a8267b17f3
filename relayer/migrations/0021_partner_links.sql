-- Members who agree that partner institutions' facts about them are taken, by the tags of their ID numbers (docs/oracle.md): this
-- branch's own, and those that other branches told.
CREATE TABLE partner_links (
    branch INTEGER NOT NULL,
    tag    BLOB    NOT NULL,
    member INTEGER NOT NULL,
    PRIMARY KEY (branch, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_links_tag ON partner_links (tag);
CREATE INDEX partner_links_member ON partner_links (branch, member);

-- A number for each branch that changes whenever its links do.
CREATE TABLE partner_revisions (
    branch   INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;
