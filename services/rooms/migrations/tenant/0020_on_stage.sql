-- Since when somebody is there, and whether they are on stage or in the lobby, for the day of the
-- office. A node of before leaves it at the lobby.
ALTER TABLE visit ADD COLUMN on_stage boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW rooms_visit_v1 WITH (security_barrier) AS
SELECT session_id, place, who, seen_at, ended_at, began_at, on_stage
FROM visit
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);
