-- Words as search compares them: without case, accents, points and harakat. pg_trgm takes for letters
-- what the database's LC_CTYPE does, and C knows those of ASCII only. So every other letter becomes four
-- hexadecimal digits, its code point times an odd number modulo 2^16: each has its own, on every server,
-- and neighbours of one alphabet look no more alike than strangers.
CREATE FUNCTION extensions.folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT CASE WHEN plain ~ '^[\u0001-\u007f]*$' THEN plain ELSE (
        SELECT string_agg(CASE WHEN ascii(letter) < 128 THEN letter
            ELSE lpad(to_hex(ascii(letter)::bigint * 40503 % 65536), 4, '0') END, '' ORDER BY n)
        FROM regexp_split_to_table(plain, '') WITH ORDINALITY AS each (letter, n)
    ) END
    FROM (SELECT regexp_replace(
        extensions.unaccented(normalize(regexp_replace(
            normalize(lower(words), NFKD), '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]', '', 'g'
        ), NFKC)),
        '[\u0080-\u00bf\u2000-\u206f\u3000-\u303f\u30fb]', ' ', 'g') AS plain) AS folded);
