-- Where agencies want to be told facts, and what they were told, for 30 days.

CREATE TABLE gateway.webhook (
    id uuid PRIMARY KEY,
    agency_id uuid NOT NULL,
    url text NOT NULL CHECK (length(url) BETWEEN 1 AND 4000),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 120),
    kinds text[] NOT NULL CHECK (cardinality(kinds) BETWEEN 1 AND 50),
    -- Sealed with a key that the database does not have.
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamptz,
    made_at timestamptz NOT NULL DEFAULT now(),
    failing_since timestamptz,
    off_at timestamptz,
    off_because text CHECK (off_because IN ('owner', 'failing', 'gone')),
    CHECK ((off_at IS NULL) = (off_because IS NULL)),
    UNIQUE (id, agency_id)
);
CREATE INDEX webhook_agency ON gateway.webhook (agency_id, made_at);

-- Written inside an agency, as it takes a fact in: of that agency, and for its webhooks, only.
CREATE TABLE gateway.webhook_delivery (
    id uuid PRIMARY KEY,
    agency_id uuid NOT NULL DEFAULT platform.agency_at_work(),
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL CHECK (length(kind) <= 100),
    body text NOT NULL CHECK (length(body) <= 10000),
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
    made_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    tried_at timestamptz,
    code integer,
    ms integer,
    answer text NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
    UNIQUE (webhook_id, event_id),
    FOREIGN KEY (webhook_id, agency_id) REFERENCES gateway.webhook (id, agency_id)
        ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_waiting ON gateway.webhook_delivery (due_at)
    WHERE status = 'waiting';
CREATE INDEX webhook_delivery_log ON gateway.webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_made ON gateway.webhook_delivery (made_at);

CREATE FUNCTION gateway.webhook_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('webhook', '');
    RETURN NULL;
END $$;
CREATE TRIGGER webhook_due AFTER INSERT OR UPDATE OF due_at ON gateway.webhook_delivery
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.webhook_due();

-- An agency sees which of its own webhooks want what, and no secret.
CREATE VIEW gateway.own_webhook WITH (security_barrier) AS
SELECT id, kinds FROM gateway.webhook
WHERE off_at IS NULL AND agency_id = (SELECT platform.agency_at_work());

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.webhook TO :"gateway";
GRANT SELECT, UPDATE, DELETE ON gateway.webhook_delivery TO :"gateway";
GRANT INSERT (id, webhook_id, event_id, kind, body) ON gateway.webhook_delivery
    TO :"gateway_tenant";
GRANT SELECT ON gateway.own_webhook TO :"gateway_tenant";
