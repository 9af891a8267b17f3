-- What lanes look for at every step, however long the history grows.
CREATE INDEX actions_accepted ON actions (seq) WHERE state = 'accepted';
CREATE INDEX actions_sent ON actions (member) WHERE state = 'sent';
