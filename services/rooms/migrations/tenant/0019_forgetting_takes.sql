-- A take or a session that was deleted in the office, and has been in its bin for long enough, goes
-- with what was recorded. Who agreed to be recorded, and when, stays.
CREATE FUNCTION forget_take(gone uuid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM take WHERE id = gone;
$$;
CREATE FUNCTION forget_takes_of_session(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM mute WHERE session_id = gone;
    DELETE FROM removal WHERE session_id = gone;
    DELETE FROM take WHERE session_id = gone;
    DELETE FROM visit WHERE session_id = gone;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_take SET search_path TO %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION forget_takes_of_session SET search_path TO %I, pg_temp',
        current_schema());
END $$;
REVOKE ALL ON FUNCTION forget_take, forget_takes_of_session FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_take, forget_takes_of_session TO :"rooms";
