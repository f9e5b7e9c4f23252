-- One line of an agency's audit log, bound to the line before it: SHA-256 of that one's hash and of
-- this one's fields as netstrings (length in bytes, `:`, field, `,`), so that no two differ alike.

CREATE FUNCTION gateway.audit_hash(
    previous bytea, line bigint, id uuid, at timestamptz,
    who text, act text, thing text, thing_id uuid, address text
) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.sha256(previous || pg_catalog.convert_to(
        pg_catalog.string_agg(pg_catalog.octet_length(field) || ':' || field || ',', '' ORDER BY n),
        'UTF8'))
    FROM pg_catalog.unnest(ARRAY[
        line::text, id::text, (extract(epoch FROM at) * 1000000)::bigint::text,
        who, act, thing, coalesce(thing_id::text, ''), address
    ]) WITH ORDINALITY AS fields (field, n)
$$;
