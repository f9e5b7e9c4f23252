-- When somebody last showed who they are, by a link or a passkey: some acts ask for that anew.
ALTER TABLE gateway.web_session ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT now();

CREATE OR REPLACE VIEW gateway.open_session AS
SELECT token_hash, person_id, agency_id, browser, began_at, expires_at, id, seen_at, confirmed_at
FROM gateway.web_session
WHERE expires_at > now() AND seen_at > now() - interval '7 days';
