-- An answer waits before it leaves, and may be taken back until its mail is on its way: then it was
-- never given. The audit log keeps that it was.
ALTER TABLE outcome ADD COLUMN mail_id uuid, ADD COLUMN leaves_at timestamptz;
GRANT DELETE ON outcome TO :"gateway";
