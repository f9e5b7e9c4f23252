-- A mail is sent by a job of its own. Those that the version before queued have no `kind`, and are
-- adopted; its processes look for what is due, so it never is what we queue.
CREATE INDEX mail_of_before ON gateway.mail (due_at) WHERE kind IS NULL;
