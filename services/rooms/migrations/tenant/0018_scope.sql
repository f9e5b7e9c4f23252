-- Row-level security: infra/decisions/0042. Rooms itself works in every production; the views, which
-- read with the owner's rights, hold who reads them to the scope.
CALL platform.scope_by_production('visit', 'consent', 'take', 'recording', 'marker', 'removal');

CREATE OR REPLACE VIEW rooms_take_v1 WITH (security_barrier) AS
SELECT id, session_id, production_id, role_name, scene, number, name, room, phase, started_at,
    stopped_at, finish_percent, composite_key, thumbnail_key, ended_because, failure, role_id
FROM take
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

CREATE OR REPLACE VIEW rooms_recording_v1 WITH (security_barrier) AS
SELECT id, take_id, who, name, started_at, coalesce(upright_key, object_key) AS object_key,
    duration_ms, gaps, candidate_id, role_name
FROM recording
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

CREATE OR REPLACE VIEW rooms_marker_v1 WITH (security_barrier) AS
SELECT id, take_id, at_ms, text, name
FROM marker
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

CREATE OR REPLACE VIEW rooms_visit_v1 WITH (security_barrier) AS
SELECT session_id, place, who, seen_at, ended_at
FROM visit
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

CREATE OR REPLACE VIEW rooms_consent_v1 WITH (security_barrier) AS
SELECT id, session_id, who, agreed, statement, given_at
FROM consent
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

-- Takes are listed over all productions and within one, by when they were recorded.
CREATE INDEX take_by_age ON take (started_at, id);
CREATE INDEX take_of_production_by_age ON take (production_id, started_at, id);
