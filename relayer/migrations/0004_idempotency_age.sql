-- Old answers are looked for at every request.
CREATE INDEX idempotency_at ON idempotency (at);
