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

CREATE INDEX production_in_bin ON production (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX role_in_bin ON role (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX rep_in_bin ON rep (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX rep_firm_in_bin ON rep_firm (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- What is hidden, with all that hangs on it. A transaction that has opened the bin sees everything.
CREATE FUNCTION hidden() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CASE WHEN coalesce(current_setting('callboard.bin', true), '') = 'open'
        THEN '{}'::uuid[]
        ELSE ARRAY(
            SELECT id FROM production WHERE deleted_at IS NOT NULL
            UNION ALL SELECT id FROM role WHERE deleted_at IS NOT NULL)
        END
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION hidden SET search_path TO %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION hidden FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hidden TO :"gateway", :"rooms";

CREATE POLICY hidden ON production AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON role AS RESTRICTIVE
    USING (id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON session AS RESTRICTIVE
    USING (production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON round AS RESTRICTIVE
    USING (production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON candidate AS RESTRICTIVE
    USING (role_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON sides AS RESTRICTIVE
    USING (role_id <> ALL ((SELECT hidden())::uuid[])
        AND production_id <> ALL ((SELECT hidden())::uuid[]));
CREATE POLICY hidden ON guest AS RESTRICTIVE
    USING (production_id <> ALL ((SELECT hidden())::uuid[]));

CREATE OR REPLACE VIEW gateway_role_v1 WITH (security_barrier) AS
SELECT id, production_id, name FROM role
WHERE ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    AND id <> ALL ((SELECT hidden())::uuid[])
    AND production_id <> ALL ((SELECT hidden())::uuid[]);

-- What lies in the bin, by what it is called; `held` is kept by a legal hold. It reads with the
-- rights and the scope of who asks, who has to have opened the bin.
CREATE VIEW binned WITH (security_invoker, security_barrier) AS
SELECT 'production' AS kind, id, id AS production_id, title AS name, deleted_at, false AS held
FROM production WHERE deleted_at IS NOT NULL
UNION ALL
SELECT 'role', id, production_id, name, deleted_at, false
FROM role WHERE deleted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM production p WHERE p.id = role.production_id AND p.deleted_at IS NOT NULL)
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

-- Removes a role from the bin with who was considered for it. It stays as long as a slot is for it.
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
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_role SET search_path TO %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION forget_role FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_role TO :"gateway";
