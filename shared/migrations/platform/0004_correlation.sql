-- The id of the request, or of the fact, that led to a fact: it goes on with it to what it leads to.
ALTER TABLE platform.outbox ADD COLUMN correlation text CHECK (length(correlation) <= 100);
