-- Freelancers work on the productions named to them; who is invited comes in by accepting.

ALTER TABLE platform.membership
    ADD COLUMN productions uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(productions) <= 100);

CREATE TABLE platform.invitation (
    id uuid PRIMARY KEY,
    agency_id uuid NOT NULL REFERENCES platform.agency (id),
    email text NOT NULL CHECK (length(email) <= 320),
    role text NOT NULL CHECK (
        role IN ('owner', 'casting_director', 'associate', 'runner', 'freelancer', 'finance')
    ),
    productions uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(productions) <= 100),
    token_hash bytea NOT NULL UNIQUE,
    invited_by uuid NOT NULL,
    invited_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    ending text CHECK (ending IN ('accepted', 'withdrawn')),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE UNIQUE INDEX invitation_open ON platform.invitation (agency_id, email)
    WHERE ended_at IS NULL;
CREATE INDEX invitation_email ON platform.invitation (email) WHERE ended_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON platform.invitation TO :"billing";
GRANT SELECT ON platform.invitation TO :"gateway";
