-- The tables that belong to no service alone: which agencies have a schema, and the bus.

CREATE TABLE platform.tenant (
    agency_id uuid PRIMARY KEY,
    shard text NOT NULL DEFAULT 'one',
    provisioned_at timestamptz NOT NULL DEFAULT now()
);

-- Facts wait here, in the transaction that made them true, until the relay has put them on a stream.
CREATE TABLE platform.outbox (
    id uuid PRIMARY KEY,
    service text NOT NULL CHECK (service IN ('gateway', 'rooms', 'billing')),
    agency_id uuid NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at timestamptz
);
CREATE INDEX outbox_waiting ON platform.outbox (service, written_at) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON platform.outbox (service, published_at);

CREATE FUNCTION platform.outbox_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('outbox_' || NEW.service, '');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_written AFTER INSERT ON platform.outbox
    FOR EACH ROW EXECUTE FUNCTION platform.outbox_written();

-- One row for each event that a consumer has taken in, written with the effect.
CREATE TABLE platform.inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_taken ON platform.inbox (taken_at);

GRANT SELECT ON platform.tenant TO :"gateway", :"rooms", :"billing";
GRANT INSERT ON platform.outbox TO
    :"gateway", :"rooms", :"billing", :"gateway_tenant", :"rooms_tenant", :"billing_tenant";
GRANT SELECT, UPDATE, DELETE ON platform.outbox TO :"gateway", :"rooms", :"billing";
GRANT INSERT, SELECT ON platform.inbox TO
    :"gateway", :"rooms", :"billing", :"gateway_tenant", :"rooms_tenant", :"billing_tenant";
GRANT DELETE ON platform.inbox TO :"gateway", :"rooms", :"billing";
