-- Tokens by which programs work for somebody. Only their hashes are kept.

CREATE TABLE gateway.api_token (
    id uuid PRIMARY KEY,
    agency_id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    scopes text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 10),
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_token_agency ON gateway.api_token (agency_id, made_at);

GRANT SELECT, INSERT, UPDATE ON gateway.api_token TO :"gateway";
