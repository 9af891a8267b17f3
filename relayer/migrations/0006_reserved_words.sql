-- Names that PostgreSQL keeps for itself.
ALTER TABLE p_nonces RENAME COLUMN "window" TO spent;
ALTER TABLE user_keys RENAME COLUMN "user" TO user_id;
ALTER TABLE sessions RENAME COLUMN "user" TO user_id;
