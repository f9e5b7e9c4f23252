-- Jobs: work that is done later, by a worker, once. Each service has the same tables in a schema of
-- its own, which this makes: CALL platform.make_jobs('gateway'). See infra/decisions on jobs.

CREATE PROCEDURE platform.make_jobs(service text) LANGUAGE plpgsql AS $make$
BEGIN
    -- %1$I is the schema, %2$I the role of the service on the platform, %3$I that of all its tenants.
    EXECUTE format($sql$
CREATE SCHEMA IF NOT EXISTS %1$I;
GRANT USAGE ON SCHEMA %1$I TO %2$I, %3$I;

-- `turn` is whose turn it is when workers choose: the agency, or nobody's (the platform's own jobs).
-- `scheduled` waits for `run_at`, `ready` for a worker; `running` is held by the lease until
-- `lease_until`. Done ones are deleted, unless they are `kept` for a page that shows them.
CREATE TABLE %1$I.job (
    id uuid PRIMARY KEY,
    agency_id uuid DEFAULT platform.agency_at_work(),
    turn uuid NOT NULL GENERATED ALWAYS AS
        (coalesce(agency_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
    key text CHECK (length(key) BETWEEN 1 AND 200),
    priority smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 0 AND 3),
    status text NOT NULL DEFAULT 'ready' CHECK (
        status IN ('scheduled', 'ready', 'running', 'done', 'cancelled', 'dead')),
    run_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lease uuid,
    lease_until timestamptz,
    cancel_requested boolean NOT NULL DEFAULT false,
    kept boolean NOT NULL DEFAULT false,
    done bigint NOT NULL DEFAULT 0,
    total bigint,
    error text CHECK (length(error) <= 2000),
    payload jsonb NOT NULL CHECK (octet_length(payload::text) <= 65536),
    correlation text CHECK (length(correlation) <= 100),
    enqueued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at timestamptz,
    CHECK ((status = 'running') = (lease IS NOT NULL AND lease_until IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX job_ready ON %1$I.job (priority, turn, run_at, id) WHERE status = 'ready';
CREATE INDEX job_scheduled ON %1$I.job (run_at) WHERE status = 'scheduled';
CREATE INDEX job_running ON %1$I.job (lease_until) WHERE status = 'running';
CREATE INDEX job_settled ON %1$I.job (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX job_own ON %1$I.job (turn, kind, key, id);

-- Up to when each periodic kind is planned, so that of several workers one plans an occurrence.
CREATE TABLE %1$I.job_period (
    kind text PRIMARY KEY,
    planned_for timestamptz NOT NULL
);

CREATE FUNCTION %1$I.job_is_scheduled() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
    NEW.status := 'scheduled';
    RETURN NEW;
END $f$;
CREATE TRIGGER job_is_scheduled BEFORE INSERT ON %1$I.job FOR EACH ROW
    WHEN (NEW.run_at > now() AND NEW.status = 'ready')
    EXECUTE FUNCTION %1$I.job_is_scheduled();

CREATE FUNCTION %1$I.job_enqueued() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
    PERFORM pg_catalog.pg_notify('job_%1$s', 'enqueued');
    RETURN NULL;
END $f$;
CREATE TRIGGER job_enqueued AFTER INSERT ON %1$I.job
    FOR EACH STATEMENT EXECUTE FUNCTION %1$I.job_enqueued();

-- What an agency sees of its own jobs. Errors are the operator's.
CREATE VIEW %1$I.own_job WITH (security_barrier) AS
SELECT id, kind, key, status, run_at, attempts, cancel_requested, done, total, enqueued_at
FROM %1$I.job WHERE turn = (SELECT platform.agency_at_work());

-- Cancels a job of the agency whose role is at work. One that waits is gone at once (`cancelled`); the
-- worker of one that runs is asked to stop (`requested`). Null: it is over, or not the agency's.
CREATE FUNCTION %1$I.cancel_job(job_id uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
    agency uuid := substring(current_setting('role'), '_([0-9a-f]{32})$')::uuid;
    found text;
    shown boolean;
BEGIN
    SELECT status, kept INTO found, shown FROM %1$I.job
    WHERE id = job_id AND agency_id = agency FOR UPDATE;
    IF found IN ('scheduled', 'ready') THEN
        IF shown THEN
            UPDATE %1$I.job SET status = 'cancelled', settled_at = now() WHERE id = job_id;
        ELSE
            DELETE FROM %1$I.job WHERE id = job_id;
        END IF;
        RETURN 'cancelled';
    ELSIF found = 'running' THEN
        UPDATE %1$I.job SET cancel_requested = true WHERE id = job_id;
        PERFORM pg_notify('job_%1$s', 'cancelled');
        RETURN 'requested';
    END IF;
    RETURN NULL;
END $f$;
REVOKE ALL ON FUNCTION %1$I.cancel_job FROM PUBLIC;

GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.job, %1$I.job_period TO %2$I;
GRANT INSERT (id, kind, key, priority, run_at, kept, payload, correlation) ON %1$I.job TO %3$I;
GRANT SELECT ON %1$I.own_job TO %3$I;
GRANT EXECUTE ON FUNCTION %1$I.cancel_job TO %3$I;
$sql$, service, format('callboard_%s_platform', service), format('callboard_%s_tenant', service));
END $make$;
REVOKE ALL ON PROCEDURE platform.make_jobs FROM PUBLIC;
