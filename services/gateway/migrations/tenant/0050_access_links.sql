-- Every personal link there is: what it opens, who holds it, and until when. infra/decisions/0047.
-- One without expires_at is good for as long as its production is kept.
CREATE TABLE access_link (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    scope text NOT NULL CHECK (scope IN ('invitation', 'agreement')),
    guest_id uuid UNIQUE,
    guardian_id uuid REFERENCES guardian ON DELETE CASCADE,
    production_id uuid NOT NULL REFERENCES production ON DELETE CASCADE,
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    opened_at timestamptz,
    FOREIGN KEY (guest_id, production_id) REFERENCES guest (id, production_id) ON DELETE CASCADE,
    CHECK ((scope = 'invitation') = (guest_id IS NOT NULL)),
    CHECK ((scope = 'agreement') = (guardian_id IS NOT NULL)),
    CHECK (scope <> 'invitation' OR expires_at IS NOT NULL)
);
CREATE INDEX access_link_guardian ON access_link (guardian_id, issued_at)
    WHERE guardian_id IS NOT NULL;
CREATE INDEX access_link_production ON access_link (production_id);
GRANT SELECT, INSERT ON access_link TO :"gateway";
GRANT UPDATE (token_hash, issued_at, expires_at, revoked_at, opened_at) ON access_link
    TO :"gateway";

-- Nobody is reached by being named as the holder.
ALTER TABLE access_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON access_link
    USING ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    WITH CHECK ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
            AND (guardian_id IS NULL OR EXISTS (SELECT FROM guardian g WHERE g.id = guardian_id)));

-- Who holds an older link, or none any more, does not stay in a room by it.
CREATE TRIGGER admission_ended
    AFTER DELETE OR UPDATE OF token_hash, revoked_at, expires_at ON access_link
    FOR EACH ROW WHEN (OLD.guest_id IS NOT NULL)
    EXECUTE FUNCTION gateway.admission_ended('guest_id');

-- The version before keeps links in guest. What it writes there is a link here, as long as its processes run.
ALTER TABLE guest ALTER COLUMN token_hash DROP NOT NULL, ALTER COLUMN expires_at DROP NOT NULL;
CREATE FUNCTION link_of_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, issued_at, expires_at,
        revoked_at, opened_at)
    VALUES (NEW.id, NEW.token_hash, 'invitation', NEW.id, NEW.production_id, NEW.invited_at,
        NEW.expires_at, NEW.revoked_at, NEW.opened_at)
    ON CONFLICT (guest_id) DO UPDATE SET token_hash = excluded.token_hash,
        expires_at = excluded.expires_at, revoked_at = excluded.revoked_at,
        opened_at = excluded.opened_at;
    RETURN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION link_of_before SET search_path TO %I, pg_temp',
        current_schema());
END $$;
REVOKE ALL ON FUNCTION link_of_before FROM PUBLIC;
CREATE TRIGGER link_of_before
    AFTER INSERT OR UPDATE OF token_hash, expires_at, revoked_at, opened_at ON guest
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND NEW.token_hash IS NOT NULL)
    EXECUTE FUNCTION link_of_before();
