-- Which version of the daemon's projections the tables hold; of another one they are built anew from the chain.
ALTER TABLE cursor ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
