-- How people come in and go: a log of its own, for them and for the owners of where they work.
-- Forgotten after 180 days; it goes with the person. `token_id` is a token that was refused.
CREATE TABLE gateway.sign_in_event (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind text NOT NULL CHECK (kind IN ('signed_in_by_link', 'signed_in_by_passkey', 'confirmed',
        'signed_out', 'session_ended', 'other_sessions_ended', 'passkey_added', 'passkey_removed',
        'token_refused')),
    address text NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    browser text NOT NULL DEFAULT '' CHECK (length(browser) <= 400),
    token_id uuid
);
CREATE INDEX sign_in_event_person ON gateway.sign_in_event (person_id, at);
CREATE INDEX sign_in_event_at ON gateway.sign_in_event (at);

GRANT SELECT, INSERT, DELETE ON gateway.sign_in_event TO :"gateway";
