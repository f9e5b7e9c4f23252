-- Who holds an older link, or none any more, does not stay in a room by it.
CREATE TRIGGER admission_ended
    AFTER DELETE OR UPDATE OF token_hash, revoked_at, expires_at ON guest
    FOR EACH ROW EXECUTE FUNCTION gateway.admission_ended('id');
