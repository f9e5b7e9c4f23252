-- The links of before (0050). In a file of its own: the table of guests is locked no more.
INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, issued_at, expires_at,
    revoked_at, opened_at)
SELECT id, token_hash, 'invitation', id, production_id, invited_at, expires_at, revoked_at, opened_at
FROM guest WHERE token_hash IS NOT NULL FOR KEY SHARE
ON CONFLICT DO NOTHING;

-- What this version writes, the version before finds where it looks.
CREATE FUNCTION link_for_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE guest SET token_hash = NEW.token_hash, expires_at = NEW.expires_at,
        revoked_at = NEW.revoked_at, opened_at = NEW.opened_at
    WHERE id = NEW.guest_id;
    RETURN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION link_for_before SET search_path TO %I, pg_temp',
        current_schema());
END $$;
REVOKE ALL ON FUNCTION link_for_before FROM PUBLIC;
CREATE TRIGGER link_for_before AFTER INSERT OR UPDATE ON access_link
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND NEW.guest_id IS NOT NULL)
    EXECUTE FUNCTION link_for_before();
