-- Takes that a node records or keeps, of all agencies. Their node says from time to time that it
-- still has them; one of which nothing is heard any more was lost with its machine.

CREATE TABLE platform.taping (
    take_id uuid PRIMARY KEY,
    agency_id uuid NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX taping_seen ON platform.taping (seen_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON platform.taping TO :"rooms";
GRANT INSERT ON platform.taping TO :"rooms_tenant";
