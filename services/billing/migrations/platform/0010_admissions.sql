-- Members who leave, or do something else from now on, and agencies that are deleted, are told at
-- once to who holds connections open for them.
CREATE FUNCTION platform.admission_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('admissions', pg_catalog.to_jsonb(OLD) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE TRIGGER admission_ended AFTER DELETE OR UPDATE OF role, productions ON platform.membership
    FOR EACH ROW EXECUTE FUNCTION platform.admission_ended('person_id');
CREATE TRIGGER admission_ended AFTER DELETE ON platform.agency
    FOR EACH ROW EXECUTE FUNCTION platform.admission_ended('id');
