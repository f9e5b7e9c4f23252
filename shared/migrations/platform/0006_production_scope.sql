-- Which productions a transaction shows: `callboard.productions`, which its first query sets
-- (shared/tenancy.py). '*' is every production of the agency, otherwise ids with commas between; empty
-- it shows none. Policies and views ask by (SELECT …), which is evaluated once in a query.
-- A process of the version before never sets it, and its stores hold freelancers to their productions:
-- until the contraction a session that never did sees every production.
CREATE FUNCTION platform.every_production() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('callboard.productions', true), '*') = '*';

CREATE FUNCTION platform.productions_in_scope() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN string_to_array(nullif(current_setting('callboard.productions', true), '*'), ',')::uuid[];

-- For tables that carry a `production_id`: the policy that all roles are held to.
CREATE PROCEDURE platform.scope_by_production(VARIADIC tables regclass[]) LANGUAGE plpgsql AS $$
DECLARE
    scoped regclass;
BEGIN
    FOREACH scoped IN ARRAY tables LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', scoped);
        EXECUTE format('CREATE POLICY scope ON %s USING ((SELECT platform.every_production())
            OR production_id = ANY ((SELECT platform.productions_in_scope())::uuid[]))', scoped);
    END LOOP;
END $$;
REVOKE ALL ON PROCEDURE platform.scope_by_production FROM PUBLIC;

-- BEFORE INSERT: a row is of its parent's production. Arguments are the parent's table and the column
-- that refers to it.
CREATE FUNCTION platform.inherit_production() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.production_id IS NULL THEN
        EXECUTE format('SELECT production_id FROM %I.%I WHERE id = $1', TG_TABLE_SCHEMA, TG_ARGV[0])
            INTO NEW.production_id USING (to_jsonb(NEW) ->> TG_ARGV[1])::uuid;
    END IF;
    RETURN NEW;
END $$;

-- People have no production: whom a scope reaches is found by what they are in. Who adds somebody
-- within a scope sees them until the transaction ends, so that it can say what they are in.
CREATE FUNCTION platform.added_just_now() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN string_to_array(nullif(current_setting('callboard.added', true), ''), ',')::uuid[];

CREATE FUNCTION platform.note_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('callboard.added',
        concat_ws(',', nullif(current_setting('callboard.added', true), ''), NEW.id), true);
    RETURN NEW;
END $$;
