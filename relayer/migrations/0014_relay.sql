-- What one instance of the branch looks after at a time, counted up by each that takes it over: what an earlier one still
-- wants to conclude then is refused.
CREATE TABLE leases (
    name  TEXT    PRIMARY KEY,
    epoch INTEGER NOT NULL
) STRICT;

-- What a message of a contract has cost so far; a running mean. Kinds of different contracts may have one name.
DROP TABLE gas_costs;
CREATE TABLE gas_costs (
    contract TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    gas      INTEGER NOT NULL,
    PRIMARY KEY (contract, kind)
) STRICT;

-- A member's actions on different subjects need no order among each other; without one an action keeps its place among all.
ALTER TABLE actions ADD COLUMN subject TEXT;
-- The branch's word that it has accepted the action: the last block it knew then, its public key and signature.
ALTER TABLE actions ADD COLUMN indexed INTEGER;
ALTER TABLE actions ADD COLUMN confirmation BLOB;

-- What is open of a member is looked for at every request.
CREATE INDEX actions_member_open ON actions (member, state) WHERE state IN ('accepted', 'sent');
