-- Workers are notified of jobs only while one of them sleeps. Of transactions that notify, PostgreSQL
-- commits one at a time, each with its own write to the disk: a few hundred in a second.
-- After platform.make_jobs: CALL platform.let_workers_sleep('gateway').

CREATE PROCEDURE platform.let_workers_sleep(service text) LANGUAGE plpgsql AS $make$
BEGIN
    EXECUTE format($sql$
-- One row. A worker that has found nothing for a while says so here; one that finds a job takes it back.
CREATE TABLE %1$I.job_worker_state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    asleep boolean NOT NULL
);
INSERT INTO %1$I.job_worker_state (asleep) VALUES (true);
GRANT SELECT, UPDATE ON %1$I.job_worker_state TO %2$I;

CREATE OR REPLACE FUNCTION %1$I.job_enqueued() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
    IF (SELECT asleep FROM %1$I.job_worker_state) THEN
        PERFORM pg_notify('job_%1$s', 'enqueued');
    END IF;
    RETURN NULL;
END $f$;
$sql$, service, format('callboard_%s_platform', service));
END $make$;
REVOKE ALL ON PROCEDURE platform.let_workers_sleep FROM PUBLIC;
