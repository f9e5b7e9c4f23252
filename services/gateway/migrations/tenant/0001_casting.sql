CREATE TABLE production (
    id uuid PRIMARY KEY,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    company text NOT NULL DEFAULT '' CHECK (length(company) <= 200),
    started_by uuid NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    -- Followed from billing's facts; null until the first checkout.
    subscription text CHECK (subscription IN ('incomplete', 'incomplete_expired', 'trialing',
        'active', 'past_due', 'canceled', 'unpaid', 'paused')),
    plan text,
    subscription_changed_at timestamptz
);

CREATE TABLE role (
    id uuid PRIMARY KEY,
    production_id uuid NOT NULL REFERENCES production,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    breakdown text NOT NULL DEFAULT '' CHECK (length(breakdown) <= 5000),
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX role_production ON role (production_id);

CREATE TABLE sides (
    id uuid PRIMARY KEY,
    role_id uuid NOT NULL REFERENCES role,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    object_key text NOT NULL,
    pages integer NOT NULL CHECK (pages > 0),
    bytes integer NOT NULL CHECK (bytes > 0),
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sides_role ON sides (role_id);

-- Wall time and zone are what was agreed; the instant is what they mean by today's zone rules.
CREATE TABLE session (
    id uuid PRIMARY KEY,
    production_id uuid NOT NULL REFERENCES production,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    local_date date NOT NULL,
    zone text NOT NULL,
    preparation text NOT NULL DEFAULT '' CHECK (length(preparation) <= 5000),
    opened_at timestamptz
);
CREATE INDEX session_production ON session (production_id);

CREATE TABLE slot (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session,
    position integer NOT NULL CHECK (position BETWEEN 1 AND 200),
    kind text NOT NULL CHECK (kind IN ('audition', 'break')),
    role_id uuid REFERENCES role,
    local_start timestamp NOT NULL,
    starts_at timestamptz NOT NULL,
    minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 240),
    UNIQUE (session_id, position)
);

-- Somebody who comes in by a personal link: no account.
CREATE TABLE guest (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session,
    slot_id uuid REFERENCES slot,
    role text NOT NULL CHECK (role IN ('actor', 'guardian', 'reader', 'decision_maker')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 120),
    email text NOT NULL CHECK (length(email) <= 320),
    token_hash bytea NOT NULL UNIQUE,
    invited_by uuid NOT NULL,
    invited_at timestamptz NOT NULL DEFAULT now(),
    opened_at timestamptz,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CHECK ((role = 'actor') = (slot_id IS NOT NULL))
);
CREATE INDEX guest_session ON guest (session_id);
CREATE INDEX guest_slot ON guest (slot_id);

-- One person's independent rating of one take.
CREATE TABLE scorecard (
    take_id uuid NOT NULL,
    person_id uuid NOT NULL,
    rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 5000),
    scored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (take_id, person_id)
);

CREATE TABLE outcome (
    id uuid PRIMARY KEY,
    guest_id uuid NOT NULL UNIQUE REFERENCES guest,
    slot_id uuid NOT NULL REFERENCES slot,
    answer text NOT NULL CHECK (answer IN ('callback', 'hold', 'offer', 'release')),
    message text NOT NULL DEFAULT '' CHECK (length(message) <= 5000),
    decided_by uuid NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now()
);

-- One line for each act on people's data; lines are only ever added.
CREATE TABLE audit (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    who text NOT NULL,
    act text NOT NULL,
    thing text NOT NULL,
    thing_id uuid,
    address text NOT NULL DEFAULT ''
);
CREATE INDEX audit_at ON audit (at);

GRANT SELECT, INSERT, UPDATE ON production, role, session, slot, guest, scorecard, outcome
    TO :"gateway";
GRANT SELECT, INSERT, DELETE ON sides TO :"gateway";
GRANT SELECT, INSERT ON audit TO :"gateway";
GRANT SELECT (id, production_id, name) ON role TO :"rooms";
GRANT SELECT (id) ON production TO :"billing";
