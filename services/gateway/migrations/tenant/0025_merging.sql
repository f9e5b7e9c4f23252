-- Two records of one person that became one, and how to part them again: `before` and `after` are
-- the fields of the kept one, `moved` lists by table what came to them from the other, which stays,
-- hidden behind them.
CREATE TABLE talent_merge (
    id uuid PRIMARY KEY,
    kept_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    gone_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    moved jsonb NOT NULL,
    who text NOT NULL,
    merged_at timestamptz NOT NULL DEFAULT now(),
    undone_at timestamptz,
    CHECK (kept_id <> gone_id)
);
CREATE INDEX talent_merge_kept ON talent_merge (kept_id);
CREATE INDEX talent_merge_gone ON talent_merge (gone_id);
CREATE INDEX talent_merge_recent ON talent_merge (merged_at DESC, id DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON talent_merge TO :"gateway";
GRANT UPDATE (talent_id) ON talent_availability, guardian_agreement TO :"gateway";

-- Decisions are only ever added, so nobody may change them; but those of one person's two candidates
-- for a role become one history. These do that, and take it back, and nothing else.
CREATE FUNCTION unite_decisions(kept uuid, gone uuid) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE decision d SET candidate_id = k.id
    FROM candidate k JOIN candidate g ON g.role_id = k.role_id
    WHERE d.candidate_id = g.id AND k.talent_id = kept AND g.talent_id = gone
        AND EXISTS (SELECT FROM talent WHERE id = gone AND merged_into = kept)
    RETURNING d.id;
$$;
CREATE FUNCTION part_decisions(kept uuid, gone uuid, moved uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE decision d SET candidate_id = g.id
    FROM candidate k JOIN candidate g ON g.role_id = k.role_id
    WHERE d.id = ANY(moved) AND d.candidate_id = k.id AND k.talent_id = kept
        AND g.talent_id = gone
        AND EXISTS (SELECT FROM talent WHERE id = gone AND merged_into = kept);
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION unite_decisions SET search_path TO %I, pg_temp',
        current_schema());
    EXECUTE format('ALTER FUNCTION part_decisions SET search_path TO %I, pg_temp',
        current_schema());
END $$;
REVOKE ALL ON FUNCTION unite_decisions, part_decisions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unite_decisions, part_decisions TO :"gateway";
