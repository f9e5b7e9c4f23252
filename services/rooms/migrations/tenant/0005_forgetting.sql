-- What happened in a production's rooms goes as a whole, and only so: the ledger of consents, above
-- all, is never thinned out.
CREATE FUNCTION forget_visits_and_takes(gone uuid) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM mute WHERE session_id IN (SELECT session_id FROM visit WHERE production_id = gone);
    DELETE FROM removal WHERE production_id = gone;
    DELETE FROM take WHERE production_id = gone;
    DELETE FROM consent WHERE production_id = gone;
    DELETE FROM visit WHERE production_id = gone;
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION forget_visits_and_takes SET search_path TO %I, pg_temp',
        current_schema());
END $$;
REVOKE ALL ON FUNCTION forget_visits_and_takes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_visits_and_takes TO :"rooms";
