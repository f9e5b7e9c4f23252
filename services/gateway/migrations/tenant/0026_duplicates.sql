-- Who may be one person, why, and how likely that is; `dismissed_at` says that they are not.
CREATE TABLE talent_likeness (
    one_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    other_id uuid NOT NULL REFERENCES talent ON DELETE CASCADE,
    reasons text[] NOT NULL CHECK (reasons <@ '{email,phone,rep,name}' AND reasons <> '{}'),
    score real NOT NULL,
    found_at timestamptz NOT NULL DEFAULT now(),
    dismissed_by text,
    dismissed_at timestamptz,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
);
CREATE INDEX talent_likeness_open ON talent_likeness (score DESC, one_id, other_id)
    WHERE dismissed_at IS NULL;
CREATE INDEX talent_likeness_other ON talent_likeness (other_id);

-- Who was not compared with the others since they were added, or since what is compared changed.
CREATE TABLE talent_uncompared (
    talent_id uuid PRIMARY KEY REFERENCES talent ON DELETE CASCADE
);

GRANT SELECT, DELETE ON talent_likeness, talent_uncompared TO :"gateway";
GRANT UPDATE (dismissed_by, dismissed_at) ON talent_likeness TO :"gateway";
INSERT INTO talent_uncompared (talent_id) SELECT id FROM talent;

CREATE FUNCTION talent_to_compare() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO talent_uncompared (talent_id) SELECT id FROM now_there
        ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO talent_uncompared (talent_id)
        SELECT n.id FROM now_there n JOIN before b ON b.id = n.id
        WHERE (n.name, n.email, n.phone, n.merged_into, n.deleted_at)
            IS DISTINCT FROM (b.name, b.email, b.phone, b.merged_into, b.deleted_at)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER added_to_compare AFTER INSERT ON talent REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION talent_to_compare();
CREATE TRIGGER changed_to_compare AFTER UPDATE ON talent
    REFERENCING OLD TABLE AS before NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION talent_to_compare();

-- Names that are much alike are found by their trigrams.
CREATE INDEX talent_alike ON talent USING gin (sort_name extensions.gin_trgm_ops)
    WHERE deleted_at IS NULL AND merged_into IS NULL;

-- Compares some of `talent_uncompared` with all others, and returns how many. It works with its
-- owner's rights, since policies keep pg_trgm from its index, and tells nobody what it finds: who
-- reads `talent_likeness` sees of both what they may. A scope that is not all compares nobody.
CREATE FUNCTION compare_talent(most integer) RETURNS integer
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
    EXECUTE format('ALTER FUNCTION talent_to_compare SET search_path TO %I, pg_temp',
        current_schema());
END $$;
ALTER FUNCTION compare_talent SET pg_trgm.similarity_threshold = 0.6;
REVOKE ALL ON FUNCTION compare_talent, talent_to_compare FROM PUBLIC;
GRANT EXECUTE ON FUNCTION compare_talent TO :"gateway";
