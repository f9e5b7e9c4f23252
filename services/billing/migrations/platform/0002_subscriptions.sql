-- What productions are subscribed to. Stripe is the truth; these rows are what it last said.

CREATE TABLE platform.customer (
    agency_id uuid PRIMARY KEY REFERENCES platform.agency (id),
    stripe_id text NOT NULL UNIQUE CHECK (length(stripe_id) <= 255)
);

-- One row for each checkout ever opened; `serial` counts those of a production.
CREATE TABLE platform.checkout (
    stripe_id text PRIMARY KEY CHECK (length(stripe_id) <= 255),
    agency_id uuid NOT NULL REFERENCES platform.agency (id),
    production_id uuid NOT NULL,
    serial integer NOT NULL CHECK (serial > 0),
    plan text NOT NULL CHECK (plan IN ('short', 'series', 'studio')),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'complete', 'expired')),
    opened_at timestamptz NOT NULL DEFAULT now(),
    looked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (production_id, serial)
);
CREATE UNIQUE INDEX checkout_open ON platform.checkout (production_id) WHERE status = 'open';

-- One row for each production that ever had a subscription: the one that counts.
CREATE TABLE platform.subscription (
    production_id uuid PRIMARY KEY,
    agency_id uuid NOT NULL REFERENCES platform.agency (id),
    stripe_id text NOT NULL UNIQUE CHECK (length(stripe_id) <= 255),
    plan text NOT NULL CHECK (plan IN ('short', 'series', 'studio')),
    status text NOT NULL CHECK (status IN ('incomplete', 'incomplete_expired', 'trialing',
        'active', 'past_due', 'canceled', 'unpaid', 'paused')),
    started_at timestamptz NOT NULL,
    period_ends_at timestamptz NOT NULL,
    cancels_at timestamptz,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    looked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX subscription_agency ON platform.subscription (agency_id);
CREATE INDEX subscription_looked ON platform.subscription (looked_at);

-- Each event that Stripe sent, once. It is only a reason to look at the object again.
CREATE TABLE platform.stripe_event (
    id text PRIMARY KEY CHECK (length(id) <= 255),
    type text NOT NULL CHECK (length(type) <= 255),
    body text NOT NULL CHECK (length(body) <= 262144),
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'done', 'ignored', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    error text,
    received_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stripe_event_waiting ON platform.stripe_event (due_at) WHERE state = 'waiting';

GRANT SELECT, INSERT, UPDATE ON
    platform.customer, platform.checkout, platform.subscription, platform.stripe_event
    TO :"billing";
GRANT SELECT ON platform.subscription TO :"gateway";
