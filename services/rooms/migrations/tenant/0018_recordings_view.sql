-- As before (0015), with whose recording it is.
CREATE OR REPLACE VIEW rooms_recording_v1 WITH (security_barrier) AS
SELECT id, take_id, who, name, started_at, coalesce(upright_key, object_key) AS object_key,
    duration_ms, gaps, candidate_id, role_name
FROM recording
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);
