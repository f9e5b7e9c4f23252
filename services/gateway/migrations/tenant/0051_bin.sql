-- What is deleted is hidden, lies in the bin for 30 days, and is then removed: infra/decisions/0051.
ALTER TABLE production
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN deleted_at timestamptz;
ALTER TABLE role
    ADD COLUMN state text NOT NULL DEFAULT 'casting'
        CHECK (state IN ('draft', 'casting', 'callbacks', 'cast')),
    -- Where it stands among the roles; null, behind all that have one, until somebody moves one.
    ADD COLUMN position integer CHECK (position > 0),
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN deleted_at timestamptz;

ALTER TABLE sides ADD COLUMN deleted_at timestamptz;
ALTER TABLE session ADD COLUMN deleted_at timestamptz;
-- A round in the bin has no place among the others.
ALTER TABLE round
    ADD COLUMN deleted_at timestamptz,
    ALTER COLUMN position DROP NOT NULL,
    ADD CONSTRAINT round_has_position CHECK (position IS NOT NULL OR deleted_at IS NOT NULL);
-- Takes are rooms': which of them were deleted here.
CREATE TABLE deleted_take (
    take_id uuid PRIMARY KEY,
    production_id uuid NOT NULL REFERENCES production ON DELETE CASCADE,
    deleted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deleted_take_production ON deleted_take (production_id);
CALL platform.scope_by_production('deleted_take');
-- UPDATE of one column, so that a row can be locked.
GRANT SELECT, INSERT, UPDATE (deleted_at), DELETE ON deleted_take TO :"gateway";

CREATE INDEX sides_in_bin ON sides (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX session_in_bin ON session (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX round_in_bin ON round (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX candidate_in_bin ON candidate (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX production_in_bin ON production (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX role_in_bin ON role (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX rep_in_bin ON rep (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX rep_firm_in_bin ON rep_firm (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- What is hidden, with all that hangs on it. A transaction that has opened the bin sees everything.
-- In PL/pgSQL, which keeps its plan: a query asks it once for each key of each table.
CREATE FUNCTION hidden() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF current_setting('callboard.bin', true) = 'open' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT id FROM production WHERE deleted_at IS NOT NULL
        UNION ALL SELECT id FROM role WHERE deleted_at IS NOT NULL
        UNION ALL SELECT id FROM sides WHERE deleted_at IS NOT NULL
        UNION ALL SELECT id FROM round WHERE deleted_at IS NOT NULL
        UNION ALL SELECT id FROM session WHERE deleted_at IS NOT NULL);
END;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION hidden SET search_path TO %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION hidden FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hidden TO :"gateway", :"rooms";

CREATE POLICY hidden ON production AS RESTRICTIVE USING (id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON role AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON session AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON round AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON candidate AS RESTRICTIVE
    USING (role_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON sides AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[]) AND role_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON slot AS RESTRICTIVE
    USING (session_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON guest AS RESTRICTIVE
    USING (session_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));

-- The takes that members see. Many may be deleted, so they are joined with, not looked for in a list.
CREATE VIEW shown_take WITH (security_barrier) AS
SELECT id, session_id, production_id, role_name, scene, number, name, room, phase, started_at,
    stopped_at, finish_percent, composite_key, thumbnail_key, ended_because, failure, role_id
FROM rooms_take_v1
WHERE NOT EXISTS (SELECT FROM deleted_take d WHERE d.take_id = id)
    AND session_id <> ALL ((SELECT hidden())::uuid[])
    AND production_id <> ALL ((SELECT hidden())::uuid[]);
GRANT SELECT ON shown_take TO :"gateway";

CREATE OR REPLACE VIEW gateway_role_v1 WITH (security_barrier) AS
SELECT id, production_id, name FROM role
WHERE ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    AND id <> ALL ((SELECT hidden())::uuid[])
    AND production_id <> ALL ((SELECT hidden())::uuid[]);

-- What lies in the bin, by what it is called; `held` is kept by a legal hold. It reads with the
-- rights and the scope of who asks, who has to have opened the bin.
CREATE VIEW binned WITH (security_invoker, security_barrier) AS
SELECT 'production' AS kind, id, id AS production_id, title AS name, deleted_at, EXISTS (
    SELECT FROM candidate c JOIN talent_hold h ON h.talent_id = c.talent_id
    WHERE c.production_id = production.id) OR EXISTS (
    SELECT FROM guest g JOIN talent_hold h ON h.talent_id = g.talent_id
    WHERE g.production_id = production.id) AS held
FROM production WHERE deleted_at IS NOT NULL
UNION ALL
SELECT 'role', id, production_id, name, deleted_at, EXISTS (
    SELECT FROM candidate c JOIN talent_hold h ON h.talent_id = c.talent_id
    WHERE c.role_id = role.id)
FROM role WHERE deleted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM production p WHERE p.id = role.production_id AND p.deleted_at IS NOT NULL)
UNION ALL
SELECT 'sides', s.id, s.production_id, s.file_name || ', ' || r.name, s.deleted_at, false
FROM sides s JOIN role r ON r.id = s.role_id AND r.deleted_at IS NULL
JOIN production p ON p.id = s.production_id AND p.deleted_at IS NULL
WHERE s.deleted_at IS NOT NULL
UNION ALL
SELECT 'round', id, production_id, title, deleted_at, false
FROM round WHERE deleted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM production p WHERE p.id = round.production_id AND p.deleted_at IS NOT NULL)
UNION ALL
SELECT 'session', id, production_id, title, deleted_at, EXISTS (
    SELECT FROM guest g JOIN talent_hold h ON h.talent_id = g.talent_id
    WHERE g.session_id = session.id)
FROM session WHERE deleted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM production p WHERE p.id = session.production_id AND p.deleted_at IS NOT NULL)
UNION ALL
SELECT 'take', t.id, t.production_id, t.role_name || ', ' || t.scene || ', take ' || t.number,
    d.deleted_at, EXISTS (
        SELECT FROM guest g JOIN talent_hold h ON h.talent_id = g.talent_id
        WHERE g.session_id = t.session_id)
FROM deleted_take d JOIN rooms_take_v1 t ON t.id = d.take_id
JOIN session s ON s.id = t.session_id AND s.deleted_at IS NULL
JOIN production p ON p.id = t.production_id AND p.deleted_at IS NULL
UNION ALL
SELECT 'candidate', c.id, c.production_id, t.name || ', ' || r.name, c.deleted_at,
    EXISTS (SELECT FROM talent_hold h WHERE h.talent_id = c.talent_id)
FROM candidate c JOIN talent t ON t.id = c.talent_id AND t.merged_into IS NULL
JOIN role r ON r.id = c.role_id AND r.deleted_at IS NULL
JOIN production p ON p.id = c.production_id AND p.deleted_at IS NULL
WHERE c.deleted_at IS NOT NULL
UNION ALL
SELECT 'talent', id, NULL, name, deleted_at,
    EXISTS (SELECT FROM talent_hold h WHERE h.talent_id = talent.id)
FROM talent WHERE deleted_at IS NOT NULL AND merged_into IS NULL AND removed_at IS NULL
UNION ALL
SELECT 'rep', id, NULL, name, deleted_at, false FROM rep WHERE deleted_at IS NOT NULL
UNION ALL
SELECT 'rep_firm', id, NULL, name, deleted_at, false FROM rep_firm WHERE deleted_at IS NOT NULL
UNION ALL
SELECT 'contact', id, NULL, name, deleted_at, false FROM contact WHERE deleted_at IS NOT NULL;
GRANT SELECT ON binned TO :"gateway";

-- What removes for good, from the bin only. A role, with who was considered for it. It stays as long as a slot is for it.
CREATE FUNCTION forget_role(gone uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM FROM role WHERE id = gone AND deleted_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM slot WHERE slot.role_id = gone);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM forget_candidates(ARRAY(SELECT id FROM candidate WHERE role_id = gone));
    DELETE FROM sides WHERE role_id = gone;
    DELETE FROM role WHERE id = gone;
    RETURN true;
END;
$$;
-- A candidate from the bin; what was decided stays as a record.
CREATE FUNCTION forget_candidate(gone uuid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    SELECT forget_candidates(ARRAY(
        SELECT id FROM candidate WHERE id = gone AND deleted_at IS NOT NULL))
$$;
-- A session from the bin with its slots, links and scorecards. Its takes are rooms', who hears of it.
CREATE FUNCTION forget_session(gone uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM FROM session WHERE id = gone AND deleted_at IS NOT NULL;
    IF FOUND THEN
        DELETE FROM scorecard WHERE take_id IN (
            SELECT id FROM rooms_take_v1 WHERE session_id = gone);
        DELETE FROM deleted_take WHERE take_id IN (
            SELECT id FROM rooms_take_v1 WHERE session_id = gone);
        DELETE FROM mail_record WHERE thing_id IN (
            SELECT id FROM guest WHERE session_id = gone
            UNION ALL SELECT id FROM slot WHERE session_id = gone);
        DELETE FROM outcome WHERE slot_id IN (SELECT id FROM slot WHERE session_id = gone);
        DELETE FROM slot_participant WHERE slot_id IN (
            SELECT id FROM slot WHERE session_id = gone);
        DELETE FROM guest WHERE session_id = gone;
        DELETE FROM slot WHERE session_id = gone;
        DELETE FROM session WHERE id = gone;
    END IF;
END;
$$;
-- What the gateway has of a take from the bin.
CREATE FUNCTION forget_scores(gone uuid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM scorecard WHERE take_id = gone
        AND EXISTS (SELECT FROM deleted_take d WHERE d.take_id = gone);
    DELETE FROM deleted_take WHERE take_id = gone;
$$;
DO $$
DECLARE
    made text;
BEGIN
    FOREACH made IN ARRAY ARRAY['forget_role', 'forget_candidate', 'forget_session',
        'forget_scores']
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path TO %I, pg_temp', made, current_schema());
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION forget_role, forget_candidate, forget_session, forget_scores FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_role, forget_candidate, forget_session, forget_scores
    TO :"gateway";
GRANT DELETE ON round TO :"gateway";
GRANT UPDATE (deleted_at) ON sides TO :"gateway";
