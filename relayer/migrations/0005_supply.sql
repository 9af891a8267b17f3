-- Opening balances are a cause of their own, and a grant may come again.
ALTER TABLE p_supply ADD COLUMN minted_opening INTEGER NOT NULL DEFAULT 0;

CREATE TABLE p_grants_again (
    member  INTEGER NOT NULL,
    rule    TEXT    NOT NULL,
    branch  INTEGER NOT NULL,
    pack    INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    PRIMARY KEY (member, rule, height)
) STRICT, WITHOUT ROWID;
INSERT INTO p_grants_again SELECT member, rule, branch, pack, minutes, height FROM p_grants;
DROP TABLE p_grants;
ALTER TABLE p_grants_again RENAME TO p_grants;
