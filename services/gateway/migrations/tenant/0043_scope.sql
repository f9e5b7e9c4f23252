-- Row-level security of what is below a production: infra/decisions/0042.
CALL platform.scope_by_production(
    'role', 'sides', 'session', 'slot', 'scorecard', 'outcome', 'guardian_agreement');

ALTER TABLE production ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON production USING ((SELECT platform.every_production())
    OR id = ANY ((SELECT platform.productions_in_scope())::uuid[]));

-- A file that is of no production, such as somebody's picture, is held to who sends it, by its store.
ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON upload USING ((SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
    OR production_id IS NULL AND cardinality((SELECT platform.productions_in_scope())) > 0);
ALTER TABLE upload_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON upload_part USING ((SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
    OR production_id IS NULL AND cardinality((SELECT platform.productions_in_scope())) > 0);

-- Nobody is reached by being named in an invitation.
ALTER TABLE guest ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON guest
    USING ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    WITH CHECK ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[])
            AND (talent_id IS NULL OR EXISTS (SELECT FROM talent t WHERE t.id = talent_id))
            AND (contact_id IS NULL OR EXISTS (SELECT FROM contact c WHERE c.id = contact_id))
            AND (rep_id IS NULL OR EXISTS (SELECT FROM rep r WHERE r.id = rep_id)));

-- Mails of no production are the office's; each request may write some.
ALTER TABLE mail_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON mail_record
    USING ((SELECT platform.every_production())
        OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
    WITH CHECK (true);

CREATE OR REPLACE VIEW gateway_role_v1 WITH (security_barrier) AS
SELECT id, production_id, name FROM role
WHERE (SELECT platform.every_production())
    OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]);

-- What is kept and on its way, of a production, from a network and by somebody, and of the whole office,
-- whatever the scope of who asks: sums only.
CREATE FUNCTION upload_use(production uuid, network text, person text, kind text)
RETURNS TABLE (production_bytes bigint, production_files bigint, agency_bytes bigint,
    place_bytes bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce(sum(length) FILTER (WHERE production_id = production), 0)::bigint,
        count(*) FILTER (WHERE production_id = production),
        coalesce(sum(length), 0)::bigint,
        coalesce(sum(length) FILTER (WHERE place = network
            AND created_at > now() - interval '1 day'), 0)::bigint,
        count(*) FILTER (WHERE who = person AND purpose = kind AND subject_id IS NULL)
    FROM upload WHERE status NOT IN ('refused', 'discarded')
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION upload_use SET search_path TO %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION upload_use FROM PUBLIC;
GRANT EXECUTE ON FUNCTION upload_use TO :"gateway";

-- What compares and moves people who are in no production is the whole office's: lists that are brought
-- in, likenesses, merges, and what is kept of productions that are gone.
DO $$
DECLARE
    offices regclass;
BEGIN
    FOREACH offices IN ARRAY ARRAY['people_import', 'people_import_line', 'talent_merge',
        'talent_likeness', 'talent_uncompared', 'casting_record']::regclass[]
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', offices);
        EXECUTE format('CREATE POLICY scope ON %s USING ((SELECT platform.every_production()))',
            offices);
    END LOOP;
END $$;

-- What belongs to talent is seen with them, and a note for a production by who works on it.
DO $$
DECLARE
    belonging regclass;
BEGIN
    FOREACH belonging IN ARRAY
        ARRAY['talent_availability', 'talent_photo', 'talent_birth', 'talent_hold']::regclass[]
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', belonging);
        EXECUTE format('CREATE POLICY scope ON %s USING ((SELECT platform.every_production())
            OR talent_id IN (SELECT s.id FROM talent_in_scope s)
            OR talent_id = ANY ((SELECT platform.added_just_now())::uuid[]))', belonging);
    END LOOP;
END $$;

ALTER TABLE talent_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON talent_note USING ((SELECT platform.every_production())
    OR (production_id IS NULL
            OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
        AND (talent_id IN (SELECT s.id FROM talent_in_scope s)
            OR talent_id = ANY ((SELECT platform.added_just_now())::uuid[])));
ALTER TABLE talent_note_reader ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON talent_note_reader USING ((SELECT platform.every_production())
    OR EXISTS (SELECT FROM talent_note n WHERE n.id = note_id));
