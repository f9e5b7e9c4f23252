-- Names that are much alike are found by their trigrams. As before (0026), by the column that names are
-- sorted by, which has an index now, and for whom the scope is all of the agency.
CREATE INDEX talent_alike ON talent USING gin (sort_name extensions.gin_trgm_ops)
    WHERE deleted_at IS NULL AND merged_into IS NULL;

-- Compares some of `talent_uncompared` with all others, and returns how many. It works with its
-- owner's rights, since policies keep pg_trgm from its index, and tells nobody what it finds: who
-- reads `talent_likeness` sees of both what they may. A scope that is not all compares nobody.
CREATE OR REPLACE FUNCTION compare_talent(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    compared uuid[];
BEGIN
    IF NOT platform.every_production() THEN
        RETURN 0;
    END IF;
    WITH taken AS (DELETE FROM talent_uncompared WHERE talent_id IN (
            SELECT talent_id FROM talent_uncompared ORDER BY talent_id LIMIT most
            FOR UPDATE SKIP LOCKED)
        RETURNING talent_id)
    SELECT coalesce(array_agg(talent_id), '{}') INTO compared FROM taken;
    DELETE FROM talent_likeness WHERE dismissed_at IS NULL
        AND (one_id = ANY(compared) OR other_id = ANY(compared));
    INSERT INTO talent_likeness (one_id, other_id, reasons, score)
    SELECT least(id, like_id), greatest(id, like_id), array_agg(DISTINCT reason),
        sum(DISTINCT weight)
    FROM (
        SELECT t.id, alike.id AS like_id, alike.reason, alike.weight
        FROM talent t CROSS JOIN LATERAL (
            (SELECT o.id, 'email' AS reason, 3::real AS weight FROM talent o
            WHERE o.email = t.email AND o.email <> '' AND o.id <> t.id
                AND o.deleted_at IS NULL AND o.merged_into IS NULL LIMIT 10)
            UNION ALL
            (SELECT o.id, 'phone', 2.5::real FROM talent o
            WHERE o.phone_key = t.phone_key AND o.phone_key <> '' AND o.id <> t.id
                AND o.deleted_at IS NULL AND o.merged_into IS NULL LIMIT 10)
            UNION ALL
            (SELECT o.id, 'rep', 1.5::real FROM representation mine
            JOIN representation theirs ON theirs.rep_id = mine.rep_id
            JOIN talent o ON o.id = theirs.talent_id
            WHERE mine.talent_id = t.id AND o.id <> t.id
                AND o.deleted_at IS NULL AND o.merged_into IS NULL
                AND extensions.similarity(o.sort_name, t.sort_name) >= 0.4 LIMIT 10)
            UNION ALL
            (SELECT o.id, 'name', extensions.similarity(o.sort_name, t.sort_name)
            FROM talent o
            WHERE o.sort_name OPERATOR(extensions.%) t.sort_name
                AND o.id <> t.id AND o.deleted_at IS NULL AND o.merged_into IS NULL
            -- In this order, or the limit would let PostgreSQL read the table in the hope of ten.
            ORDER BY extensions.similarity(o.sort_name, t.sort_name) DESC LIMIT 10)
        ) AS alike
        WHERE t.id = ANY(compared) AND t.deleted_at IS NULL AND t.merged_into IS NULL
    ) AS found
    GROUP BY 1, 2
    ON CONFLICT (one_id, other_id) DO NOTHING;
    RETURN cardinality(compared);
END $$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION compare_talent SET search_path TO %I, pg_temp',
        current_schema());
END $$;
ALTER FUNCTION compare_talent SET pg_trgm.similarity_threshold = 0.6;
