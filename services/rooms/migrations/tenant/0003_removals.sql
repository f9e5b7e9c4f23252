-- Who was removed from a session's rooms by a host, and who let them in again.

CREATE TABLE removal (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamptz NOT NULL DEFAULT now(),
    let_in_by text,
    let_in_at timestamptz,
    CHECK ((let_in_by IS NULL) = (let_in_at IS NULL))
);
CREATE UNIQUE INDEX removal_current ON removal (session_id, who) WHERE let_in_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON removal TO :"rooms";
GRANT SELECT ON removal TO :"gateway";
