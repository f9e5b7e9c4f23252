-- Periods, recorded hours, what was told about money, and what was repaired.

ALTER TABLE platform.subscription
    ADD COLUMN period_starts_at timestamptz,
    ADD COLUMN ended_at timestamptz;

-- Each recorded take, once, for ever: nobody may change or remove a line.
CREATE TABLE platform.usage (
    take_id uuid PRIMARY KEY,
    agency_id uuid NOT NULL,
    production_id uuid NOT NULL,
    recorded_ms bigint NOT NULL CHECK (recorded_ms >= 0),
    counted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX usage_production ON platform.usage (production_id, counted_at);

-- One bill for each production and period, also where nothing was beyond the included hours.
CREATE TABLE platform.usage_bill (
    production_id uuid NOT NULL,
    period_starts_at timestamptz NOT NULL,
    agency_id uuid NOT NULL,
    recorded_ms bigint NOT NULL,
    cents integer NOT NULL,
    invoice_id text NOT NULL,
    invoice_item_id text,
    billed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (production_id, period_starts_at)
);

-- Which bill each line is on: the primary key is why none is paid twice.
CREATE TABLE platform.usage_billed (
    take_id uuid PRIMARY KEY REFERENCES platform.usage (take_id),
    agency_id uuid NOT NULL,
    production_id uuid NOT NULL,
    period_starts_at timestamptz NOT NULL,
    FOREIGN KEY (production_id, period_starts_at) REFERENCES platform.usage_bill
);
CREATE INDEX usage_billed_bill ON platform.usage_billed (production_id, period_starts_at);

-- What people were told once: a percent of the hours, a payment that failed, a deletion to come.
CREATE TABLE platform.money_notice (
    production_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    about text NOT NULL CHECK (length(about) BETWEEN 1 AND 300),
    told_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (production_id, about)
);

-- What the nightly look found wrong and put right.
CREATE TABLE platform.repair (
    id uuid PRIMARY KEY,
    agency_id uuid,
    production_id uuid,
    what text NOT NULL CHECK (length(what) <= 500),
    repaired_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX repair_at ON platform.repair (repaired_at);

GRANT SELECT, INSERT ON platform.usage, platform.usage_bill, platform.usage_billed,
    platform.money_notice, platform.repair TO :"billing";
GRANT DELETE ON platform.money_notice TO :"billing";
GRANT SELECT, INSERT ON platform.usage, platform.money_notice TO :"billing_tenant";
GRANT SELECT ON platform.usage_billed, platform.subscription TO :"billing_tenant";

-- Whose transaction it is, by the role that works in it; null on the platform.
CREATE FUNCTION platform.agency_at_work() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.substring(current_user::text, '_([0-9a-f]{32})$')::uuid
$$;

-- An agency sees its own money, and its own people's addresses, and nobody else's.
CREATE VIEW platform.own_account WITH (security_barrier) AS
SELECT s.production_id, s.status, s.plan, s.period_starts_at, s.period_ends_at, s.cancels_at,
    s.ended_at,
    (SELECT coalesce(sum(u.recorded_ms), 0)::bigint FROM platform.usage u
        WHERE u.production_id = s.production_id AND NOT EXISTS (
            SELECT 1 FROM platform.usage_billed b WHERE b.take_id = u.take_id)) AS recorded_ms
FROM platform.subscription s
WHERE s.agency_id = (SELECT platform.agency_at_work());

CREATE VIEW platform.own_payer WITH (security_barrier) AS
SELECT p.email FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
WHERE m.role IN ('owner', 'finance') AND m.agency_id = (SELECT platform.agency_at_work());

GRANT SELECT ON platform.own_account, platform.own_payer TO :"gateway_tenant";
