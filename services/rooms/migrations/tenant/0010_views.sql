-- What other services read of rooms' tables, and all that they may: infra/decisions/0025. A version
-- of a view only ever gets more columns. It reads with the rights of the database's owner, so who
-- may read the view need not be able to read the table.
CREATE VIEW rooms_take_v1 AS
SELECT id, session_id, production_id, role_name, scene, number, name, room, phase, started_at,
    stopped_at, finish_percent, composite_key, thumbnail_key, ended_because, failure
FROM take;

-- `object_key`: the film to play, upright where the camera was turned.
CREATE VIEW rooms_recording_v1 AS
SELECT id, take_id, who, name, started_at, coalesce(upright_key, object_key) AS object_key,
    duration_ms, gaps
FROM recording;

CREATE VIEW rooms_marker_v1 AS SELECT id, take_id, at_ms, text, name FROM marker;

CREATE VIEW rooms_visit_v1 AS SELECT session_id, place, who, seen_at, ended_at FROM visit;

CREATE VIEW rooms_consent_v1 AS
SELECT id, session_id, who, agreed, statement, given_at FROM consent;

GRANT SELECT ON rooms_take_v1, rooms_recording_v1, rooms_marker_v1, rooms_visit_v1,
    rooms_consent_v1 TO :"gateway";
GRANT SELECT (id, production_id) ON rooms_take_v1 TO :"billing";
