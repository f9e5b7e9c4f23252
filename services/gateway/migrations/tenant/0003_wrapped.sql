-- A production that is wrapped is archived: it is read, and nothing in it changes any more.
ALTER TABLE production ADD COLUMN wrapped_at timestamptz;
