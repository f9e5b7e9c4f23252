-- Sessions can be told apart and ended one by one; passkeys sign in without a mail.

ALTER TABLE gateway.web_session
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
CREATE UNIQUE INDEX web_session_id ON gateway.web_session (id);

CREATE TABLE gateway.passkey (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
    public_key bytea NOT NULL CHECK (length(public_key) <= 4096),
    sign_count bigint NOT NULL CHECK (sign_count >= 0),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    added_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz
);
CREATE INDEX passkey_person ON gateway.passkey (person_id);

-- What a browser was asked to sign: once, within minutes, and by that browser.
CREATE TABLE gateway.passkey_challenge (
    browser_hash bytea PRIMARY KEY,
    challenge bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON gateway.passkey_challenge (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.passkey, gateway.passkey_challenge TO :"gateway";
