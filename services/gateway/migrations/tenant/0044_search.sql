-- One search over all that an office looks for: infra/decisions/0043.
ALTER TABLE role ADD COLUMN folded text NOT NULL
    GENERATED ALWAYS AS (extensions.folded(name)) STORED;
ALTER TABLE session ADD COLUMN folded text NOT NULL
    GENERATED ALWAYS AS (extensions.folded(title)) STORED;

CREATE INDEX production_folded ON production USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX role_folded ON role USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX session_folded ON session USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX talent_folded ON talent USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX rep_folded ON rep USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX rep_firm_folded ON rep_firm USING gin (folded extensions.gin_trgm_ops);
CREATE INDEX contact_folded ON contact USING gin (folded extensions.gin_trgm_ops);

-- The ids of what is most like some words, up to `most` of each of the kinds that are asked for. An
-- address is looked for by what stands before its @. It reads with the owner's rights, for under a
-- policy pg_trgm's operators use no index; so each part looks at the scope itself. A later kind has a
-- part of its own. Of those that are equally alike the one comes first of which fewer letters differ:
-- two letters exchanged in a short name leave no more trigrams of it than another name has that begins
-- alike. `levenshtein` takes up to 255 letters.
CREATE FUNCTION search(asked text, kinds text[], most integer)
RETURNS TABLE (kind text, id uuid, likeness real)
LANGUAGE sql STABLE SECURITY DEFINER
SET pg_trgm.word_similarity_threshold = 0.5
AS $$
WITH q AS MATERIALIZED (
    SELECT left(extensions.folded(split_part(left(asked, 100), '@', 1)), 255) AS words)
(SELECT 'production', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM production t WHERE 'production' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded
    AND ((SELECT platform.every_production())
        OR t.id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'role', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM role t WHERE 'role' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded
    AND ((SELECT platform.every_production())
        OR t.production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'session', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM session t WHERE 'session' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded
    AND ((SELECT platform.every_production())
        OR t.production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'talent', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM talent t WHERE 'talent' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded
    AND t.deleted_at IS NULL AND t.merged_into IS NULL
    AND ((SELECT platform.every_production()) OR t.id IN (SELECT s.id FROM talent_in_scope s))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'rep', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM rep t WHERE 'rep' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded AND t.deleted_at IS NULL
    AND ((SELECT platform.every_production()) OR t.id IN (SELECT s.id FROM rep_in_scope s))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'rep_firm', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM rep_firm t WHERE 'rep_firm' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded AND t.deleted_at IS NULL
    AND ((SELECT platform.every_production()) OR t.id IN (SELECT s.id FROM rep_firm_in_scope s))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
UNION ALL
(SELECT 'contact', t.id, extensions.word_similarity((SELECT words FROM q), t.folded) AS likeness
FROM contact t WHERE 'contact' = ANY (kinds)
    AND (SELECT words FROM q) OPERATOR(extensions.<%) t.folded AND t.deleted_at IS NULL
    AND ((SELECT platform.every_production()) OR t.id IN (SELECT s.id FROM contact_in_scope s))
ORDER BY likeness DESC,
    extensions.levenshtein((SELECT words FROM q), left(t.folded, 255)), t.id LIMIT most)
$$;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION search SET search_path TO %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search TO :"gateway";
