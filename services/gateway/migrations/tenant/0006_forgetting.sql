-- What was cast of a production goes as a whole, and only so: no single row of it can be deleted.
-- Scorecards are found by rooms' takes, so rooms forgets after this.
CREATE FUNCTION forget_casting(gone uuid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM scorecard WHERE take_id IN (SELECT id FROM take WHERE production_id = gone);
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
REVOKE ALL ON FUNCTION forget_casting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_casting TO :"gateway";
