-- What rooms reads of the gateway's tables: infra/decisions/0025.
CREATE VIEW gateway_role_v1 AS SELECT id, production_id, name FROM role;
GRANT SELECT ON gateway_role_v1 TO :"rooms";

-- As before (0006), but that takes are found by what rooms shows of them.
CREATE OR REPLACE FUNCTION forget_casting(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM scorecard WHERE take_id IN (
        SELECT id FROM rooms_take_v1 WHERE production_id = gone);
    DELETE FROM outcome WHERE slot_id IN (SELECT slot.id FROM slot
        JOIN session ON session.id = slot.session_id WHERE session.production_id = gone);
    DELETE FROM guest WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM slot WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM session WHERE production_id = gone;
    DELETE FROM sides WHERE role_id IN (SELECT id FROM role WHERE production_id = gone);
    DELETE FROM role WHERE production_id = gone;
    DELETE FROM production WHERE id = gone;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_casting SET search_path TO %I, pg_temp',
        current_schema());
END $$;
