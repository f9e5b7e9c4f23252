-- Takes have names and belong to one of a session's rooms; moments of a take can be marked.

ALTER TABLE take ADD COLUMN name text NOT NULL DEFAULT '' CHECK (length(name) <= 80);
ALTER TABLE take ADD COLUMN room integer NOT NULL DEFAULT 1 CHECK (room > 0);

-- A moment of a take, `at_ms` milliseconds from its beginning.
CREATE TABLE marker (
    id uuid PRIMARY KEY,
    take_id uuid NOT NULL REFERENCES take (id) ON DELETE CASCADE,
    at_ms integer NOT NULL CHECK (at_ms >= 0),
    text text NOT NULL CHECK (length(text) <= 200),
    who text NOT NULL,
    name text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX marker_take ON marker (take_id, at_ms);

GRANT SELECT, INSERT ON marker TO :"rooms";
GRANT SELECT ON marker TO :"gateway";
