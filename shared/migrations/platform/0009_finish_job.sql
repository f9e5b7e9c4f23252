-- A worker takes a job off, keeps on in the agency and sends all of that as one message. So whether the
-- job is still held is said by an error, which ends the message there.
-- After platform.make_jobs: CALL platform.let_jobs_finish('gateway').

CREATE PROCEDURE platform.let_jobs_finish(service text) LANGUAGE plpgsql AS $make$
BEGIN
    EXECUTE format($sql$
CREATE FUNCTION %1$I.finish_job(job_id uuid, held uuid) RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
    DELETE FROM %1$I.job WHERE id = job_id AND lease = held AND NOT kept;
    IF NOT FOUND THEN
        UPDATE %1$I.job SET status = 'done', settled_at = now(), lease = NULL, lease_until = NULL
        WHERE id = job_id AND lease = held;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the lease of this job is lost' USING ERRCODE = 'CB001';
    END IF;
END $f$;
REVOKE ALL ON FUNCTION %1$I.finish_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION %1$I.finish_job TO %2$I;
$sql$, service, format('callboard_%s_platform', service));
END $make$;
REVOKE ALL ON PROCEDURE platform.let_jobs_finish FROM PUBLIC;
