-- Proofs that anybody can check (docs/proofs.md). They are no projections: a node may not be able to make them again.

-- Heads of blocks as they stand in the documents: those that proofs end in, and those that vouch for later ones. `step` is the
-- head that vouches for this one; none where the validators of block 1 do. `store` is the proof of the root of the contracts'
-- store under its hash of the state; none where nothing is proven by it.
CREATE TABLE proof_heads (
    height INTEGER PRIMARY KEY,
    step   INTEGER,
    head   TEXT    NOT NULL,
    store  BLOB
) STRICT;

-- What is to be proven, and the newest proof of it. `since` is the block that changed it last, `height` the block after which it
-- is proven; as long as that is the earlier one, it is yet to be captured, `later` not before that block.
CREATE TABLE proofs (
    kind    TEXT    NOT NULL,
    subject INTEGER NOT NULL,
    part    INTEGER NOT NULL,
    since   INTEGER NOT NULL,
    height  INTEGER NOT NULL DEFAULT 0,
    later   INTEGER NOT NULL DEFAULT 0,
    bundle  TEXT,
    PRIMARY KEY (kind, subject, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX proofs_due ON proofs (since) WHERE height < since;

-- What there is already.
INSERT INTO proofs (kind, subject, part, since) SELECT 'receipt', activity, participant, 1 FROM p_receipts;
INSERT INTO proofs (kind, subject, part, since) SELECT 'certificate', id, 0, 1 FROM p_certificates;
INSERT INTO proofs (kind, subject, part, since) VALUES ('supply', 0, 0, 1);
