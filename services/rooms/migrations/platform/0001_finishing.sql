-- Takes that wait to be finished, of all agencies: a finisher looks here, not into every schema.
-- A row is claimed by a lease that its finisher renews; who dies loses it to another.

CREATE TABLE platform.finishing (
    take_id uuid PRIMARY KEY,
    agency_id uuid NOT NULL,
    wanted_at timestamptz NOT NULL DEFAULT now(),
    tries integer NOT NULL DEFAULT 0,
    claimed_by text,
    claimed_until timestamptz
);
CREATE INDEX finishing_next ON platform.finishing (wanted_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON platform.finishing TO :"rooms";
