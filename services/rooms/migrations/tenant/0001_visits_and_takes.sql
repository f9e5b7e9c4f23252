-- Who came into a session's rooms, what they agreed to, and the takes that were recorded there.

-- One row for each time somebody came in; a reload within the grace time is the same visit.
CREATE TABLE visit (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    place text NOT NULL CHECK (place IN ('stage', 'back_room')),
    who text NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    role text NOT NULL
        CHECK (role IN ('host', 'runner', 'reader', 'decision_maker', 'actor', 'guardian')),
    began_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX visit_session ON visit (session_id, began_at);

-- A ledger: rows are only ever added, and the latest one of a person in a session counts.
CREATE TABLE consent (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    agreed boolean NOT NULL,
    statement text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX consent_latest ON consent (session_id, who, given_at DESC, id DESC);

CREATE TABLE take (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    role_id uuid NOT NULL,
    role_name text NOT NULL,
    scene text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    phase text NOT NULL CHECK (
        phase IN ('recording', 'storing', 'recorded', 'finishing', 'finished', 'failed')
    ),
    started_by text NOT NULL,
    started_at timestamptz NOT NULL,
    stopped_at timestamptz,
    finish_percent integer NOT NULL DEFAULT 0 CHECK (finish_percent BETWEEN 0 AND 100),
    composite_key text,
    thumbnail_key text,
    failure text,
    fence bigint NOT NULL, -- of the room's lease: an owner that was replaced starts no take
    UNIQUE (session_id, role_id, scene, number)
);
CREATE INDEX take_session ON take (session_id, started_at);

-- One person's file. Sizes are null until it is in the object store under `object_key`.
CREATE TABLE recording (
    id uuid PRIMARY KEY,
    take_id uuid NOT NULL REFERENCES take (id) ON DELETE CASCADE,
    who text NOT NULL,
    name text NOT NULL,
    started_at timestamptz NOT NULL,
    object_key text,
    duration_ms integer,
    width integer,
    height integer,
    bytes bigint,
    gaps jsonb NOT NULL DEFAULT '[]',
    UNIQUE (take_id, who)
);

GRANT SELECT, INSERT, UPDATE ON visit, take TO :"rooms";
GRANT SELECT, INSERT ON consent TO :"rooms";
GRANT SELECT, INSERT, UPDATE, DELETE ON recording TO :"rooms";
GRANT SELECT ON visit, consent, take, recording TO :"gateway";
