-- What search compares by. In a schema of its own, which SQL names: a tenant's transaction has only
-- the agency's schema in its path. Both are trusted: the owner of the database may create them.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;

-- Immutable, so that an index may use it: the dictionary is named, and is the one that came with it.
CREATE FUNCTION extensions.unaccented(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN extensions.unaccent('extensions.unaccent'::regdictionary, words);

GRANT USAGE ON SCHEMA extensions TO
    :"gateway", :"rooms", :"billing", :"gateway_tenant", :"rooms_tenant", :"billing_tenant";
