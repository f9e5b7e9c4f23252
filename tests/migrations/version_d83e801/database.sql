
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA agency_01a22b9b98db775da6ae91fc461bf46f;

CREATE SCHEMA agency_01a22b9bd56f72d38c4a3c4ad025b837;

CREATE SCHEMA gateway;

CREATE SCHEMA platform;

CREATE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.chain_audit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'agency_01a22b9b98db775da6ae91fc461bf46f'
    AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_SCHEMA || '.audit', 0));
    SELECT line, hash INTO last FROM audit ORDER BY line DESC LIMIT 1;
    NEW.line := coalesce(last.line, 0) + 1;
    NEW.hash := gateway.audit_hash(
        coalesce(last.hash, '\x0000000000000000000000000000000000000000000000000000000000000000'),
        NEW.line, NEW.id, NEW.at, NEW.who, NEW.act, NEW.thing, NEW.thing_id, NEW.address);
    RETURN NEW;
END $$;

CREATE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_casting(gone uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'agency_01a22b9b98db775da6ae91fc461bf46f', 'pg_temp'
    AS $$
    DELETE FROM scorecard WHERE take_id IN (SELECT id FROM take WHERE production_id = gone);
    DELETE FROM outcome WHERE slot_id IN (SELECT slot.id FROM slot
        JOIN session ON session.id = slot.session_id WHERE session.production_id = gone);
    DELETE FROM guest WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM slot WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM session WHERE production_id = gone;
    DELETE FROM sides WHERE role_id IN (SELECT id FROM role WHERE production_id = gone);
    DELETE FROM role WHERE production_id = gone;
    DELETE FROM production WHERE id = gone;
$$;

CREATE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_visits_and_takes(gone uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'agency_01a22b9b98db775da6ae91fc461bf46f', 'pg_temp'
    AS $$
    DELETE FROM mute WHERE session_id IN (SELECT session_id FROM visit WHERE production_id = gone);
    DELETE FROM removal WHERE production_id = gone;
    DELETE FROM take WHERE production_id = gone;
    DELETE FROM consent WHERE production_id = gone;
    DELETE FROM visit WHERE production_id = gone;
$$;

CREATE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.keep_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are only ever added';
END $$;

CREATE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.chain_audit() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'agency_01a22b9bd56f72d38c4a3c4ad025b837'
    AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_SCHEMA || '.audit', 0));
    SELECT line, hash INTO last FROM audit ORDER BY line DESC LIMIT 1;
    NEW.line := coalesce(last.line, 0) + 1;
    NEW.hash := gateway.audit_hash(
        coalesce(last.hash, '\x0000000000000000000000000000000000000000000000000000000000000000'),
        NEW.line, NEW.id, NEW.at, NEW.who, NEW.act, NEW.thing, NEW.thing_id, NEW.address);
    RETURN NEW;
END $$;

CREATE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_casting(gone uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'agency_01a22b9bd56f72d38c4a3c4ad025b837', 'pg_temp'
    AS $$
    DELETE FROM scorecard WHERE take_id IN (SELECT id FROM take WHERE production_id = gone);
    DELETE FROM outcome WHERE slot_id IN (SELECT slot.id FROM slot
        JOIN session ON session.id = slot.session_id WHERE session.production_id = gone);
    DELETE FROM guest WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM slot WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM session WHERE production_id = gone;
    DELETE FROM sides WHERE role_id IN (SELECT id FROM role WHERE production_id = gone);
    DELETE FROM role WHERE production_id = gone;
    DELETE FROM production WHERE id = gone;
$$;

CREATE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_visits_and_takes(gone uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'agency_01a22b9bd56f72d38c4a3c4ad025b837', 'pg_temp'
    AS $$
    DELETE FROM mute WHERE session_id IN (SELECT session_id FROM visit WHERE production_id = gone);
    DELETE FROM removal WHERE production_id = gone;
    DELETE FROM take WHERE production_id = gone;
    DELETE FROM consent WHERE production_id = gone;
    DELETE FROM visit WHERE production_id = gone;
$$;

CREATE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.keep_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are only ever added';
END $$;

CREATE FUNCTION gateway.admission_ended() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('admissions', pg_catalog.to_jsonb(OLD) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION gateway.audit_hash(previous bytea, line bigint, id uuid, at timestamp with time zone, who text, act text, thing text, thing_id uuid, address text) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
    SELECT pg_catalog.sha256(previous || pg_catalog.convert_to(
        pg_catalog.string_agg(pg_catalog.octet_length(field) || ':' || field || ',', '' ORDER BY n),
        'UTF8'))
    FROM pg_catalog.unnest(ARRAY[
        line::text, id::text, (extract(epoch FROM at) * 1000000)::bigint::text,
        who, act, thing, coalesce(thing_id::text, ''), address
    ]) WITH ORDINALITY AS fields (field, n)
$$;

CREATE FUNCTION gateway.mail_counts(sender uuid, address text, OUT agency_soon integer, OUT agency_day integer, OUT person_day integer, OUT recipient_day integer, OUT recipient_all integer, OUT again_s double precision) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'platform'
    AS $_$
DECLARE
    agency uuid := pg_catalog.substring(current_setting('role'), '_([0-9a-f]{32})$')::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('mail:' || agency, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('mail:' || sender, 0));
    SELECT count(*) FILTER (WHERE m.queued_at > now() - interval '10 minutes'), count(*)
    INTO agency_soon, agency_day
    FROM gateway.mail m WHERE m.agency_id = agency AND m.queued_by IS NOT NULL
        AND m.queued_at > now() - interval '1 day';
    SELECT count(*) INTO person_day FROM gateway.mail m
    WHERE m.queued_by = sender AND m.queued_at > now() - interval '1 day';
    SELECT count(*) FILTER (WHERE m.agency_id = agency), count(*),
        extract(epoch FROM now() - max(m.queued_at) FILTER (WHERE m.agency_id = agency))
    INTO recipient_day, recipient_all, again_s FROM gateway.mail m
    WHERE m.recipient_key = address AND m.queued_by IS NOT NULL
        AND m.queued_at > now() - interval '1 day';
END $_$;

CREATE FUNCTION gateway.mail_queued() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('mail', '');
    RETURN NULL;
END $$;

CREATE FUNCTION gateway.tell_of_mail() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO platform.outbox (id, service, agency_id, type, body)
    VALUES ((NEW.fact_body::jsonb ->> 'id')::uuid, 'gateway', NEW.agency_id, NEW.fact_type,
        NEW.fact_body);
    RETURN NULL;
END $$;

CREATE FUNCTION gateway.webhook_due() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('webhook', '');
    RETURN NULL;
END $$;

CREATE FUNCTION platform.admission_ended() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('admissions', pg_catalog.to_jsonb(OLD) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION platform.agency_at_work() RETURNS uuid
    LANGUAGE sql STABLE
    AS $_$
    SELECT pg_catalog.substring(current_user::text, '_([0-9a-f]{32})$')::uuid
$_$;

CREATE FUNCTION platform.outbox_written() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_catalog.pg_notify('outbox_' || NEW.service, '');
    RETURN NULL;
END $$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.audit (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    who text NOT NULL,
    act text NOT NULL,
    thing text NOT NULL,
    thing_id uuid,
    address text DEFAULT ''::text NOT NULL,
    line bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    agreed boolean NOT NULL,
    statement text NOT NULL,
    given_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent_statement (
    version text NOT NULL,
    language text NOT NULL,
    words text NOT NULL,
    kept_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT consent_statement_language_check CHECK (((length(language) >= 2) AND (length(language) <= 35))),
    CONSTRAINT consent_statement_version_check CHECK (((length(version) >= 1) AND (length(version) <= 100)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.guest (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    slot_id uuid,
    role text NOT NULL,
    name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    email text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    client_id uuid,
    email_as_typed text,
    zone text,
    CONSTRAINT guest_check CHECK (((role = 'actor'::text) = (slot_id IS NOT NULL))),
    CONSTRAINT guest_client_check CHECK (((role = 'rep'::text) = (client_id IS NOT NULL))),
    CONSTRAINT guest_email_as_typed_check CHECK ((length(email_as_typed) <= 320)),
    CONSTRAINT guest_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT guest_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT guest_role_check CHECK ((role = ANY (ARRAY['actor'::text, 'guardian'::text, 'reader'::text, 'decision_maker'::text, 'rep'::text]))),
    CONSTRAINT guest_title_check CHECK ((length(title) <= 120)),
    CONSTRAINT guest_zone_check CHECK ((length(zone) <= 60))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.marker (
    id uuid NOT NULL,
    take_id uuid NOT NULL,
    at_ms integer NOT NULL,
    text text NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT marker_at_ms_check CHECK ((at_ms >= 0)),
    CONSTRAINT marker_text_check CHECK ((length(text) <= 200))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.mute (
    session_id uuid NOT NULL,
    room integer NOT NULL,
    who text NOT NULL,
    muted_by text NOT NULL,
    muted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT mute_room_check CHECK ((room > 0))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.outcome (
    id uuid NOT NULL,
    guest_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    answer text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    decided_by uuid NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    mail_id uuid,
    leaves_at timestamp with time zone,
    CONSTRAINT outcome_answer_check CHECK ((answer = ANY (ARRAY['callback'::text, 'hold'::text, 'offer'::text, 'release'::text]))),
    CONSTRAINT outcome_message_check CHECK ((length(message) <= 5000))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.production (
    id uuid NOT NULL,
    title text NOT NULL,
    company text DEFAULT ''::text NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    subscription text,
    plan text,
    subscription_changed_at timestamp with time zone,
    wrapped_at timestamp with time zone,
    CONSTRAINT production_company_check CHECK ((length(company) <= 200)),
    CONSTRAINT production_subscription_check CHECK ((subscription = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'canceled'::text, 'unpaid'::text, 'paused'::text]))),
    CONSTRAINT production_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.recording (
    id uuid NOT NULL,
    take_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    object_key text,
    duration_ms integer,
    width integer,
    height integer,
    bytes bigint,
    gaps jsonb DEFAULT '[]'::jsonb NOT NULL,
    turns jsonb DEFAULT '[]'::jsonb NOT NULL,
    upright_key text
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.removal (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamp with time zone DEFAULT now() NOT NULL,
    let_in_by text,
    let_in_at timestamp with time zone,
    CONSTRAINT removal_check CHECK (((let_in_by IS NULL) = (let_in_at IS NULL)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.role (
    id uuid NOT NULL,
    production_id uuid NOT NULL,
    name text NOT NULL,
    breakdown text DEFAULT ''::text NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_breakdown_check CHECK ((length(breakdown) <= 5000)),
    CONSTRAINT role_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.scorecard (
    take_id uuid NOT NULL,
    person_id uuid NOT NULL,
    rating integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    scored_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT scorecard_note_check CHECK ((length(note) <= 5000)),
    CONSTRAINT scorecard_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.session (
    id uuid NOT NULL,
    production_id uuid NOT NULL,
    title text NOT NULL,
    local_date date NOT NULL,
    zone text NOT NULL,
    preparation text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone,
    rooms integer DEFAULT 1 NOT NULL,
    CONSTRAINT session_preparation_check CHECK ((length(preparation) <= 5000)),
    CONSTRAINT session_rooms_check CHECK (((rooms >= 1) AND (rooms <= 4))),
    CONSTRAINT session_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.sides (
    id uuid NOT NULL,
    role_id uuid NOT NULL,
    file_name text NOT NULL,
    object_key text NOT NULL,
    pages integer NOT NULL,
    bytes integer NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    words text,
    CONSTRAINT sides_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT sides_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT sides_pages_check CHECK ((pages > 0)),
    CONSTRAINT sides_words_check CHECK ((length(words) <= 20000))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.slot (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    role_id uuid,
    local_start timestamp without time zone NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    room integer DEFAULT 1 NOT NULL,
    CONSTRAINT slot_kind_check CHECK ((kind = ANY (ARRAY['audition'::text, 'break'::text]))),
    CONSTRAINT slot_minutes_check CHECK (((minutes >= 1) AND (minutes <= 240))),
    CONSTRAINT slot_position_check CHECK ((("position" >= 1) AND ("position" <= 200))),
    CONSTRAINT slot_room_check CHECK (((room >= 1) AND (room <= 4)))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.take (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    role_id uuid NOT NULL,
    role_name text NOT NULL,
    scene text NOT NULL,
    number integer NOT NULL,
    phase text NOT NULL,
    started_by text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    finish_percent integer DEFAULT 0 NOT NULL,
    composite_key text,
    thumbnail_key text,
    failure text,
    fence bigint NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    room integer DEFAULT 1 NOT NULL,
    ended_because text,
    CONSTRAINT take_ended_because_check CHECK ((length(ended_because) <= 40)),
    CONSTRAINT take_finish_percent_check CHECK (((finish_percent >= 0) AND (finish_percent <= 100))),
    CONSTRAINT take_name_check CHECK ((length(name) <= 80)),
    CONSTRAINT take_number_check CHECK ((number > 0)),
    CONSTRAINT take_phase_check CHECK ((phase = ANY (ARRAY['recording'::text, 'storing'::text, 'recorded'::text, 'finishing'::text, 'finished'::text, 'failed'::text]))),
    CONSTRAINT take_room_check CHECK ((room > 0))
);

CREATE TABLE agency_01a22b9b98db775da6ae91fc461bf46f.visit (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    place text NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    role text NOT NULL,
    began_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    seen_at timestamp with time zone,
    CONSTRAINT visit_place_check CHECK ((place = ANY (ARRAY['stage'::text, 'back_room'::text]))),
    CONSTRAINT visit_role_check CHECK ((role = ANY (ARRAY['host'::text, 'runner'::text, 'reader'::text, 'decision_maker'::text, 'actor'::text, 'guardian'::text])))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.audit (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    who text NOT NULL,
    act text NOT NULL,
    thing text NOT NULL,
    thing_id uuid,
    address text DEFAULT ''::text NOT NULL,
    line bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    agreed boolean NOT NULL,
    statement text NOT NULL,
    given_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent_statement (
    version text NOT NULL,
    language text NOT NULL,
    words text NOT NULL,
    kept_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT consent_statement_language_check CHECK (((length(language) >= 2) AND (length(language) <= 35))),
    CONSTRAINT consent_statement_version_check CHECK (((length(version) >= 1) AND (length(version) <= 100)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.guest (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    slot_id uuid,
    role text NOT NULL,
    name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    email text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    client_id uuid,
    email_as_typed text,
    zone text,
    CONSTRAINT guest_check CHECK (((role = 'actor'::text) = (slot_id IS NOT NULL))),
    CONSTRAINT guest_client_check CHECK (((role = 'rep'::text) = (client_id IS NOT NULL))),
    CONSTRAINT guest_email_as_typed_check CHECK ((length(email_as_typed) <= 320)),
    CONSTRAINT guest_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT guest_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT guest_role_check CHECK ((role = ANY (ARRAY['actor'::text, 'guardian'::text, 'reader'::text, 'decision_maker'::text, 'rep'::text]))),
    CONSTRAINT guest_title_check CHECK ((length(title) <= 120)),
    CONSTRAINT guest_zone_check CHECK ((length(zone) <= 60))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.marker (
    id uuid NOT NULL,
    take_id uuid NOT NULL,
    at_ms integer NOT NULL,
    text text NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT marker_at_ms_check CHECK ((at_ms >= 0)),
    CONSTRAINT marker_text_check CHECK ((length(text) <= 200))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.mute (
    session_id uuid NOT NULL,
    room integer NOT NULL,
    who text NOT NULL,
    muted_by text NOT NULL,
    muted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT mute_room_check CHECK ((room > 0))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome (
    id uuid NOT NULL,
    guest_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    answer text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    decided_by uuid NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    mail_id uuid,
    leaves_at timestamp with time zone,
    CONSTRAINT outcome_answer_check CHECK ((answer = ANY (ARRAY['callback'::text, 'hold'::text, 'offer'::text, 'release'::text]))),
    CONSTRAINT outcome_message_check CHECK ((length(message) <= 5000))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.production (
    id uuid NOT NULL,
    title text NOT NULL,
    company text DEFAULT ''::text NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    subscription text,
    plan text,
    subscription_changed_at timestamp with time zone,
    wrapped_at timestamp with time zone,
    CONSTRAINT production_company_check CHECK ((length(company) <= 200)),
    CONSTRAINT production_subscription_check CHECK ((subscription = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'canceled'::text, 'unpaid'::text, 'paused'::text]))),
    CONSTRAINT production_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.recording (
    id uuid NOT NULL,
    take_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    object_key text,
    duration_ms integer,
    width integer,
    height integer,
    bytes bigint,
    gaps jsonb DEFAULT '[]'::jsonb NOT NULL,
    turns jsonb DEFAULT '[]'::jsonb NOT NULL,
    upright_key text
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.removal (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamp with time zone DEFAULT now() NOT NULL,
    let_in_by text,
    let_in_at timestamp with time zone,
    CONSTRAINT removal_check CHECK (((let_in_by IS NULL) = (let_in_at IS NULL)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.role (
    id uuid NOT NULL,
    production_id uuid NOT NULL,
    name text NOT NULL,
    breakdown text DEFAULT ''::text NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_breakdown_check CHECK ((length(breakdown) <= 5000)),
    CONSTRAINT role_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.scorecard (
    take_id uuid NOT NULL,
    person_id uuid NOT NULL,
    rating integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    scored_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT scorecard_note_check CHECK ((length(note) <= 5000)),
    CONSTRAINT scorecard_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.session (
    id uuid NOT NULL,
    production_id uuid NOT NULL,
    title text NOT NULL,
    local_date date NOT NULL,
    zone text NOT NULL,
    preparation text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone,
    rooms integer DEFAULT 1 NOT NULL,
    CONSTRAINT session_preparation_check CHECK ((length(preparation) <= 5000)),
    CONSTRAINT session_rooms_check CHECK (((rooms >= 1) AND (rooms <= 4))),
    CONSTRAINT session_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.sides (
    id uuid NOT NULL,
    role_id uuid NOT NULL,
    file_name text NOT NULL,
    object_key text NOT NULL,
    pages integer NOT NULL,
    bytes integer NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    words text,
    CONSTRAINT sides_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT sides_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT sides_pages_check CHECK ((pages > 0)),
    CONSTRAINT sides_words_check CHECK ((length(words) <= 20000))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.slot (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    role_id uuid,
    local_start timestamp without time zone NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    room integer DEFAULT 1 NOT NULL,
    CONSTRAINT slot_kind_check CHECK ((kind = ANY (ARRAY['audition'::text, 'break'::text]))),
    CONSTRAINT slot_minutes_check CHECK (((minutes >= 1) AND (minutes <= 240))),
    CONSTRAINT slot_position_check CHECK ((("position" >= 1) AND ("position" <= 200))),
    CONSTRAINT slot_room_check CHECK (((room >= 1) AND (room <= 4)))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.take (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    role_id uuid NOT NULL,
    role_name text NOT NULL,
    scene text NOT NULL,
    number integer NOT NULL,
    phase text NOT NULL,
    started_by text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    finish_percent integer DEFAULT 0 NOT NULL,
    composite_key text,
    thumbnail_key text,
    failure text,
    fence bigint NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    room integer DEFAULT 1 NOT NULL,
    ended_because text,
    CONSTRAINT take_ended_because_check CHECK ((length(ended_because) <= 40)),
    CONSTRAINT take_finish_percent_check CHECK (((finish_percent >= 0) AND (finish_percent <= 100))),
    CONSTRAINT take_name_check CHECK ((length(name) <= 80)),
    CONSTRAINT take_number_check CHECK ((number > 0)),
    CONSTRAINT take_phase_check CHECK ((phase = ANY (ARRAY['recording'::text, 'storing'::text, 'recorded'::text, 'finishing'::text, 'finished'::text, 'failed'::text]))),
    CONSTRAINT take_room_check CHECK ((room > 0))
);

CREATE TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.visit (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    place text NOT NULL,
    who text NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    role text NOT NULL,
    began_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    seen_at timestamp with time zone,
    CONSTRAINT visit_place_check CHECK ((place = ANY (ARRAY['stage'::text, 'back_room'::text]))),
    CONSTRAINT visit_role_check CHECK ((role = ANY (ARRAY['host'::text, 'runner'::text, 'reader'::text, 'decision_maker'::text, 'actor'::text, 'guardian'::text])))
);

CREATE TABLE gateway.api_repeat (
    caller bytea NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    begun_at timestamp with time zone DEFAULT now() NOT NULL,
    status integer,
    kind text,
    body bytea,
    CONSTRAINT api_repeat_body_check CHECK ((length(body) <= 262144)),
    CONSTRAINT api_repeat_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);

CREATE TABLE gateway.api_token (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT api_token_scopes_check CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 10)))
);

CREATE TABLE gateway.known_browser (
    person_id uuid NOT NULL,
    browser_hash bytea NOT NULL,
    known_since timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE gateway.mail (
    id uuid NOT NULL,
    agency_id uuid,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    calendar text,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone,
    failure text,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    reply_to text,
    about uuid,
    undelivered text,
    fact_type text,
    fact_body text,
    queued_by uuid,
    recipient_key text,
    CONSTRAINT mail_recipient_check CHECK ((length(recipient) <= 320)),
    CONSTRAINT mail_reply_to_check CHECK ((length(reply_to) <= 900)),
    CONSTRAINT mail_subject_check CHECK ((length(subject) <= 300)),
    CONSTRAINT mail_undelivered_check CHECK ((undelivered = ANY (ARRAY['beyond_ascii'::text, 'refused'::text, 'not_reached'::text])))
);

CREATE TABLE gateway.web_session (
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    agency_id uuid,
    browser text NOT NULL,
    began_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT web_session_browser_check CHECK ((length(browser) <= 400))
);

CREATE VIEW gateway.open_session AS
 SELECT token_hash,
    person_id,
    agency_id,
    browser,
    began_at,
    expires_at,
    id,
    seen_at,
    confirmed_at
   FROM gateway.web_session
  WHERE ((expires_at > now()) AND (seen_at > (now() - '7 days'::interval)));

CREATE VIEW gateway.own_undelivered WITH (security_barrier='true') AS
 SELECT about,
    undelivered
   FROM ( SELECT DISTINCT ON (mail.about) mail.about,
            mail.undelivered
           FROM gateway.mail
          WHERE ((mail.about IS NOT NULL) AND (mail.agency_id = ( SELECT platform.agency_at_work() AS agency_at_work)))
          ORDER BY mail.about, mail.queued_at DESC, mail.id DESC) last
  WHERE (undelivered IS NOT NULL);

CREATE VIEW gateway.own_waiting_mail WITH (security_barrier='true') AS
 SELECT id,
    agency_id
   FROM gateway.mail
  WHERE ((attempts = 0) AND (sent_at IS NULL) AND (failure IS NULL) AND (agency_id = ( SELECT ("substring"((CURRENT_USER)::text, '_([0-9a-f]{32})$'::text))::uuid AS "substring")));

CREATE TABLE gateway.webhook (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    url text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    kinds text[] NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamp with time zone,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    failing_since timestamp with time zone,
    off_at timestamp with time zone,
    off_because text,
    CONSTRAINT webhook_check CHECK (((off_at IS NULL) = (off_because IS NULL))),
    CONSTRAINT webhook_description_check CHECK ((length(description) <= 120)),
    CONSTRAINT webhook_kinds_check CHECK (((cardinality(kinds) >= 1) AND (cardinality(kinds) <= 50))),
    CONSTRAINT webhook_off_because_check CHECK ((off_because = ANY (ARRAY['owner'::text, 'failing'::text, 'gone'::text]))),
    CONSTRAINT webhook_url_check CHECK (((length(url) >= 1) AND (length(url) <= 4000)))
);

CREATE VIEW gateway.own_webhook WITH (security_barrier='true') AS
 SELECT id,
    kinds
   FROM gateway.webhook
  WHERE ((off_at IS NULL) AND (agency_id = ( SELECT platform.agency_at_work() AS agency_at_work)));

CREATE TABLE gateway.passkey (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT passkey_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1023))),
    CONSTRAINT passkey_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT passkey_public_key_check CHECK ((length(public_key) <= 4096)),
    CONSTRAINT passkey_sign_count_check CHECK ((sign_count >= 0))
);

CREATE TABLE gateway.passkey_challenge (
    browser_hash bytea NOT NULL,
    challenge bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE gateway.sign_in_event (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    browser text DEFAULT ''::text NOT NULL,
    token_id uuid,
    CONSTRAINT sign_in_event_address_check CHECK ((length(address) <= 64)),
    CONSTRAINT sign_in_event_browser_check CHECK ((length(browser) <= 400)),
    CONSTRAINT sign_in_event_kind_check CHECK ((kind = ANY (ARRAY['signed_in_by_link'::text, 'signed_in_by_passkey'::text, 'confirmed'::text, 'signed_out'::text, 'session_ended'::text, 'other_sessions_ended'::text, 'passkey_added'::text, 'passkey_removed'::text, 'token_refused'::text])))
);

CREATE TABLE gateway.sign_in_link (
    token_hash bytea NOT NULL,
    browser_hash bytea NOT NULL,
    email text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    email_as_typed text,
    place text DEFAULT ''::text NOT NULL,
    CONSTRAINT sign_in_link_email_as_typed_check CHECK ((length(email_as_typed) <= 320)),
    CONSTRAINT sign_in_link_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT sign_in_link_place_check CHECK ((length(place) <= 64))
);

CREATE TABLE gateway.webhook_delivery (
    id uuid NOT NULL,
    agency_id uuid DEFAULT platform.agency_at_work() NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    leased_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone,
    code integer,
    ms integer,
    answer text DEFAULT ''::text NOT NULL,
    CONSTRAINT webhook_delivery_answer_check CHECK ((length(answer) <= 1000)),
    CONSTRAINT webhook_delivery_body_check CHECK ((length(body) <= 10000)),
    CONSTRAINT webhook_delivery_kind_check CHECK ((length(kind) <= 100)),
    CONSTRAINT webhook_delivery_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);

CREATE TABLE platform.agency (
    id uuid NOT NULL,
    name text NOT NULL,
    founded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT agency_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

CREATE TABLE platform.checkout (
    stripe_id text NOT NULL,
    agency_id uuid NOT NULL,
    production_id uuid NOT NULL,
    serial integer NOT NULL,
    plan text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    looked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT checkout_plan_check CHECK ((plan = ANY (ARRAY['short'::text, 'series'::text, 'studio'::text]))),
    CONSTRAINT checkout_serial_check CHECK ((serial > 0)),
    CONSTRAINT checkout_status_check CHECK ((status = ANY (ARRAY['open'::text, 'complete'::text, 'expired'::text]))),
    CONSTRAINT checkout_stripe_id_check CHECK ((length(stripe_id) <= 255))
);

CREATE TABLE platform.customer (
    agency_id uuid NOT NULL,
    stripe_id text NOT NULL,
    CONSTRAINT customer_stripe_id_check CHECK ((length(stripe_id) <= 255))
);

CREATE TABLE platform.finishing (
    take_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    wanted_at timestamp with time zone DEFAULT now() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    claimed_by text,
    claimed_until timestamp with time zone
);

CREATE TABLE platform.inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE platform.invitation (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    productions uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ending text,
    email_as_typed text,
    CONSTRAINT invitation_check CHECK (((ended_at IS NULL) = (ending IS NULL))),
    CONSTRAINT invitation_email_as_typed_check CHECK ((length(email_as_typed) <= 320)),
    CONSTRAINT invitation_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT invitation_ending_check CHECK ((ending = ANY (ARRAY['accepted'::text, 'withdrawn'::text]))),
    CONSTRAINT invitation_productions_check CHECK ((cardinality(productions) <= 100)),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'casting_director'::text, 'associate'::text, 'runner'::text, 'freelancer'::text, 'finance'::text])))
);

CREATE TABLE platform.membership (
    agency_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    productions uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT membership_productions_check CHECK ((cardinality(productions) <= 100)),
    CONSTRAINT membership_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'casting_director'::text, 'associate'::text, 'runner'::text, 'freelancer'::text, 'finance'::text])))
);

CREATE TABLE platform.migration (
    scope text NOT NULL,
    service text NOT NULL,
    file text NOT NULL,
    checksum text NOT NULL,
    state text NOT NULL,
    error text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT migration_state_check CHECK ((state = ANY (ARRAY['done'::text, 'failed'::text])))
);

CREATE TABLE platform.money_notice (
    production_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    about text NOT NULL,
    told_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT money_notice_about_check CHECK (((length(about) >= 1) AND (length(about) <= 300)))
);

CREATE TABLE platform.outbox (
    id uuid NOT NULL,
    service text NOT NULL,
    agency_id uuid NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    written_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    published_at timestamp with time zone,
    CONSTRAINT outbox_service_check CHECK ((service = ANY (ARRAY['gateway'::text, 'rooms'::text, 'billing'::text])))
);

CREATE TABLE platform.subscription (
    production_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    stripe_id text NOT NULL,
    plan text NOT NULL,
    status text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    period_ends_at timestamp with time zone NOT NULL,
    cancels_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    looked_at timestamp with time zone DEFAULT now() NOT NULL,
    period_starts_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT subscription_plan_check CHECK ((plan = ANY (ARRAY['short'::text, 'series'::text, 'studio'::text]))),
    CONSTRAINT subscription_status_check CHECK ((status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'canceled'::text, 'unpaid'::text, 'paused'::text]))),
    CONSTRAINT subscription_stripe_id_check CHECK ((length(stripe_id) <= 255))
);

CREATE TABLE platform.usage (
    take_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    production_id uuid NOT NULL,
    recorded_ms bigint NOT NULL,
    counted_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT usage_recorded_ms_check CHECK ((recorded_ms >= 0))
);

CREATE TABLE platform.usage_billed (
    take_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    production_id uuid NOT NULL,
    period_starts_at timestamp with time zone NOT NULL
);

CREATE VIEW platform.own_account WITH (security_barrier='true') AS
 SELECT production_id,
    status,
    plan,
    period_starts_at,
    period_ends_at,
    cancels_at,
    ended_at,
    ( SELECT (COALESCE(sum(u.recorded_ms), (0)::numeric))::bigint AS "coalesce"
           FROM platform.usage u
          WHERE ((u.production_id = s.production_id) AND (NOT (EXISTS ( SELECT 1
                   FROM platform.usage_billed b
                  WHERE (b.take_id = u.take_id)))))) AS recorded_ms
   FROM platform.subscription s
  WHERE (agency_id = ( SELECT platform.agency_at_work() AS agency_at_work));

CREATE TABLE platform.person (
    id uuid NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    email_as_typed text,
    CONSTRAINT person_email_as_typed_check CHECK ((length(email_as_typed) <= 320)),
    CONSTRAINT person_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT person_name_check CHECK ((length(name) <= 200))
);

CREATE VIEW platform.own_member WITH (security_barrier='true') AS
 SELECT m.person_id,
    m.role,
    COALESCE(p.email_as_typed, p.email) AS email
   FROM (platform.membership m
     JOIN platform.person p ON ((p.id = m.person_id)))
  WHERE (m.agency_id = ( SELECT platform.agency_at_work() AS agency_at_work));

CREATE VIEW platform.own_payer WITH (security_barrier='true') AS
 SELECT COALESCE(p.email_as_typed, p.email) AS email
   FROM (platform.membership m
     JOIN platform.person p ON ((p.id = m.person_id)))
  WHERE ((m.role = ANY (ARRAY['owner'::text, 'finance'::text])) AND (m.agency_id = ( SELECT platform.agency_at_work() AS agency_at_work)));

CREATE TABLE platform.repair (
    id uuid NOT NULL,
    agency_id uuid,
    production_id uuid,
    what text NOT NULL,
    repaired_at timestamp with time zone DEFAULT now() NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT repair_what_check CHECK ((length(what) <= 500))
);

CREATE VIEW platform.own_repair WITH (security_barrier='true') AS
 SELECT id,
    production_id,
    what,
    repaired_at
   FROM platform.repair
  WHERE (agency_id = ( SELECT platform.agency_at_work() AS agency_at_work));

CREATE TABLE platform.period (
    production_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    agency_id uuid NOT NULL,
    plan text NOT NULL,
    CONSTRAINT period_plan_check CHECK ((plan = ANY (ARRAY['short'::text, 'series'::text, 'studio'::text])))
);

CREATE TABLE platform.stripe_event (
    id text NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    error text,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stripe_event_body_check CHECK ((length(body) <= 262144)),
    CONSTRAINT stripe_event_id_check CHECK ((length(id) <= 255)),
    CONSTRAINT stripe_event_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'ignored'::text, 'failed'::text]))),
    CONSTRAINT stripe_event_type_check CHECK ((length(type) <= 255))
);

CREATE TABLE platform.taping (
    take_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE platform.tenant (
    agency_id uuid NOT NULL,
    shard text DEFAULT 'one'::text NOT NULL,
    provisioned_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE platform.usage_bill (
    production_id uuid NOT NULL,
    period_starts_at timestamp with time zone NOT NULL,
    agency_id uuid NOT NULL,
    recorded_ms bigint NOT NULL,
    cents integer NOT NULL,
    invoice_id text NOT NULL,
    invoice_item_id text,
    billed_at timestamp with time zone DEFAULT now() NOT NULL
);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.audit VALUES
	('01a22b9b-99b7-7450-a8c1-364e5ebf0cb6', '2026-11-30 08:39:07.447498+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'started', 'production', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '127.1.0.2', 1, '\x7ba460fd6dd53464cf427ce3bd4cb13efa38eec069b0966384292e5e1634760b'),
	('01a22b9b-9d17-749f-a9b2-d3444dd4e0b9', '2026-11-30 08:39:08.311578+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'added', 'role', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '127.1.0.2', 2, '\xd17b9ef1522f044d328a8e36044fc9d6f6913fa26d7e02f1b883dee1ae3a7465'),
	('01a22b9b-9fc8-7010-b0da-845ed1b25fe6', '2026-11-30 08:39:09.000666+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'added', 'role', '01a22b9b-9fc5-708a-8844-491cb14b9104', '127.1.0.2', 3, '\x13459144fc100e8b9c1f02ece4ecff75f5d8a6ec48031a0019039458bdebe639'),
	('01a22b9b-9ff3-705e-8a5f-bd156a3ad403', '2026-11-30 08:39:09.043892+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'went to pay for', 'production', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '127.1.0.2', 4, '\xe4c36c69858ffc0674af1618f2e4004ed68ef6ba0cee9ce07824eeeaf0a7b4cf'),
	('01a22b9b-a144-70f6-b0a9-89de11c92968', '2026-11-30 08:39:09.38095+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'laid out', 'session', '01a22b9b-a142-75f7-98f5-c010705072f9', '127.1.0.2', 5, '\xbf5cf827b4c1498503299758422311185e4f92ddd1d431ba5b2af1080b31b583'),
	('01a22b9b-a19a-73fe-ba11-05c0b879f495', '2026-11-30 08:39:09.466997+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a190-751e-b6fe-df92927c25d7', '127.1.0.2', 6, '\xe4232365d68b1dde4416ca84a1e0aac212198b35de22b34405ef2a775e85535b'),
	('01a22b9b-a1d6-70b7-b17c-68b82a034b86', '2026-11-30 08:39:09.526877+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '127.1.0.2', 7, '\xc4832cfcf281df9b2b9f5cf377c7ce376605e16a0a280c087c1a2a9e3162faa4'),
	('01a22b9b-a242-7665-94c8-9f6384f699ec', '2026-11-30 08:39:09.635417+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a230-72de-86de-562e58e3a9db', '127.1.0.2', 8, '\x1bef015a2d6a2f63224e6ffed9e0a39be07fe4dea11161e19d20c64356c79e76'),
	('01a22b9b-a28a-7647-9a7d-31c974366c4d', '2026-11-30 08:39:09.706739+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a282-74ce-b43f-65cc05cf2493', '127.1.0.2', 9, '\x387f9330c656e2176445130b698aede9cc0ba2bd46d04f3a28a3cbe7b19acabd'),
	('01a22b9b-a2c3-7301-b31f-0754964f9cfb', '2026-11-30 08:39:09.763416+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a2b5-752d-b183-01e3cb084d61', '127.1.0.2', 10, '\x777135e7eb35c13987b56bb6463e3c6b8f4d78621d3cb43a54883c8580f04f94'),
	('01a22b9b-a30c-770c-a57f-4dabc9753d5e', '2026-11-30 08:39:09.836516+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited', 'actor', '01a22b9b-a308-7242-a91c-e44acf62b9e1', '127.1.0.2', 11, '\x85f98a1697941467f7001870d9ff04eaa409af2cfdbe4edd6345787637fec468'),
	('01a22b9b-a34b-731a-addf-941ed494da1f', '2026-11-30 08:39:09.89972+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited as watching', 'guest', '01a22b9b-a346-720b-b36c-c99b8540e1d8', '127.1.0.2', 12, '\x4d7c53c985aaff11cc165103ee19a7e96d565fe2b5dc2d6e7f183cb54ba91d3c'),
	('01a22b9b-a377-7414-8a1a-d42188eb55ef', '2026-11-30 08:39:09.943864+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited as reader', 'guest', '01a22b9b-a374-77cd-a963-2f2895341dd0', '127.1.0.2', 13, '\xe719f2212a6ec0f840b167a3268a7903e792999cf6e5146f7c128778c73e36cd'),
	('01a22b9b-a3a8-7405-aa01-bfd1c0c6e976', '2026-11-30 08:39:09.99341+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited as guardian', 'guest', '01a22b9b-a39e-7302-bf59-07300fd31ac6', '127.1.0.2', 14, '\x1c01060f668979bcc3691b57674a81f241e99ede83cbeacaf8d57fbe7d85929d'),
	('01a22b9b-a3ea-73f5-ad8b-601c3f0d4e5d', '2026-11-30 08:39:10.058487+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited as rep', 'guest', '01a22b9b-a3e5-732c-b223-bd09673c552e', '127.1.0.2', 15, '\xcfac8abf0d8e9d5fbbcfb4e04e02adbeaf387e6bf67157611d9d226b01e4edc8'),
	('01a22b9b-a44b-76cf-a1ee-a9a18fbc63b1', '2026-11-30 08:39:10.155662+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'invited as casting director', 'invitation', '01a22b9b-a435-72f5-bb9b-05147f3bf679', '127.1.0.2', 16, '\x38689596f999a8b366f6bd516c6ab2ad1f1cd835dadc7b535199e0c9915b5344'),
	('01a22b9b-a876-776f-9640-474da07a2071', '2026-11-30 08:39:11.256157+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'opened the room of', 'session', '01a22b9b-a142-75f7-98f5-c010705072f9', '127.0.0.1', 17, '\xaf6bd81a3f8a1cb5ca070c97125d53b42af2144704341fc64083c2684efad5cc'),
	('01a22b9b-af2b-7339-8797-53142c8f349d', '2026-11-30 08:39:12.940971+00', 'guest:01a22b9b-a190-751e-b6fe-df92927c25d7', 'opened the link to', 'session', '01a22b9b-a142-75f7-98f5-c010705072f9', '127.0.0.1', 18, '\xfee96dee994c88f7e1aefc4f072419fe177abf3707bbf7e5ea1224e3cf18dddb'),
	('01a22b9b-befe-7476-8c95-74215f21943f', '2026-11-30 08:39:16.994019+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 19, '\x4b1f459ba7fe1e023a16c1767a3d39922862d70e21b39c2dacf042372bd24fa3'),
	('01a22b9b-bfac-766a-a8c2-24e3f8203fb1', '2026-11-30 08:39:17.170455+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 20, '\x7015233f4bf0c4b5b09d74c3129efcc4d44d057653553ace48ab4edeb050ebfb'),
	('01a22b9b-c01a-74ed-8f94-ce407c6787df', '2026-11-30 08:39:17.277482+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 21, '\xb4814c69228d4bfd4928f39f6c252f87b720b580de8248342c8241860c971b37'),
	('01a22b9b-c083-7692-ad50-5fd649d1173c', '2026-11-30 08:39:17.379803+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 22, '\xea32b12b56cde80857667d8b1ef587706ce2110ef97ba72a1227ef96285a37e8'),
	('01a22b9b-c0ee-732d-b1bb-74feeec515bd', '2026-11-30 08:39:17.486815+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 23, '\x606ffbc94d92b928f2dafaf274e6dfe0015aabe1d9c685428769d8da79220fd4'),
	('01a22b9b-c155-71cc-adb0-06628abee022', '2026-11-30 08:39:17.594365+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 24, '\x64bda75ea0592c12007a52b97acca039d33617a9da2a1126234a43eb03e17a82'),
	('01a22b9b-c1bb-760c-892c-840dc0b706e5', '2026-11-30 08:39:17.691277+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 25, '\x7a1a55912c7965cf79d0f72f59b2cbb51d077a0402fe9e2572604f85daa0c50b'),
	('01a22b9b-c202-7170-afb5-92bd4fb334eb', '2026-11-30 08:39:17.762857+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 26, '\x11a2f3644d26f66d5efd660975006cd01c99c767e3d7ba730ee154d61f55aeb5'),
	('01a22b9b-c27e-7199-a8c9-23dfa6d329d2', '2026-11-30 08:39:17.886619+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 27, '\x3168c71eb6fd4027080bdfe82a689e8ae4e3b75640dc0d88be6c547333d6df77'),
	('01a22b9b-c2d8-7621-a9bd-1a038004725d', '2026-11-30 08:39:17.978394+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 28, '\xa272208dd28a8e25c764ff4f19b79f9758fb0765cfdb07753fce5975886d7a7f'),
	('01a22b9b-c34a-7567-bbd0-7fd8d609b45b', '2026-11-30 08:39:18.09083+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 29, '\x93390e247ca7372a258e506e1164a854c26f68bacc18463b76fd03739dd6b11a'),
	('01a22b9b-c3b2-726f-bb84-fbea87a4c70c', '2026-11-30 08:39:18.198411+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 30, '\x8de240b43eb80236090601843def29dd5a1acd7c57e7bc0f6ca0290bf5bf750b'),
	('01a22b9b-c426-7183-bc0e-5ba5ff8ab58d', '2026-11-30 08:39:18.31188+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 31, '\xb22ee2c996d0b45bf695c39be0f45425a6a7b71bd1cd6bda51c829c3207c2369'),
	('01a22b9b-c47e-7205-baa3-ef287769c64a', '2026-11-30 08:39:18.398825+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 32, '\x2bdfb081ac9f75f400811ab01088157c161a4c61ad08a516864310ca32cf414a'),
	('01a22b9b-c4ee-773e-9255-2976e8fa9fb3', '2026-11-30 08:39:18.510608+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 33, '\x66e3ed8d6bba075710cc22ea7d15a662a08e9697096ed6f395f3162b55a20e2b'),
	('01a22b9b-c54a-75b0-a69f-1aab6554787e', '2026-11-30 08:39:18.602879+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 34, '\x3679df04032ba34c6c16a7654b6057ae8eea59d122804e8a11cf3c57bcd5cc3e'),
	('01a22b9b-c5a0-765e-b828-9b3ffcf79e28', '2026-11-30 08:39:18.688263+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 35, '\x5def1abf965bf3879732318d129bb0d668d27264c7c0146406286b92b359f979'),
	('01a22b9b-c5f6-7015-a105-1e50161c6177', '2026-11-30 08:39:18.774781+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 36, '\x4bdc44d7998d1e8153481d003b193ad4c83033a9630c81b6939f01bee05270ec'),
	('01a22b9b-c64c-7078-967b-e8b651ce2e36', '2026-11-30 08:39:18.860497+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 37, '\x22e5e640e98bc07d9f03e105cf2654eca9ae61ce8e58bfff480b21732c15a2f7'),
	('01a22b9b-c6a1-7616-95f9-ac653c7697b2', '2026-11-30 08:39:18.945438+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 38, '\x3a00cb057158c23fc5bb3c586101594284b6c9d589c418e9dc07228ff58f5aae'),
	('01a22b9b-c6ea-76c9-8ad1-bf19c5b5bfab', '2026-11-30 08:39:19.019308+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 39, '\x76c20e649ea66ec88b84a6bb41429363716df5a9c9b2c69ac9b85c8824106123'),
	('01a22b9b-c738-703f-b234-93256b3e7a88', '2026-11-30 08:39:19.097491+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 40, '\x07128190b647561c7366263064ac782444cf98cc5e88b5c6b8e5d7c094a5261b'),
	('01a22b9b-c78a-755e-9ff2-fb791dbb5c84', '2026-11-30 08:39:19.178548+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 41, '\x9f8673a29001f0b2db3dd635ca6c3437fc04053bce44d79b2a017b7b7bc397f7'),
	('01a22b9b-c7db-7204-a353-6b255d281778', '2026-11-30 08:39:19.259288+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 42, '\xe7f3556f1a0aaabcd68ec3dc8662d433b15754b6069756f6aaff48635e25473b'),
	('01a22b9b-c82a-70c8-b8cc-ddbaa86a3562', '2026-11-30 08:39:19.338309+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 43, '\xc16f57fb89b8ecb9e5367e84b56da638527abcfe12d2e1535e4e87c62f36e5ad'),
	('01a22b9b-c874-70b9-a668-66a50bfb1653', '2026-11-30 08:39:19.413071+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 44, '\x8db4540a0b582a409ebda87f8302ddad095233cd8e2c39a0a7e94bd43f92564f'),
	('01a22b9b-c8c7-72b4-a19e-eb64e8baacbc', '2026-11-30 08:39:19.502447+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 45, '\xd8046a801166304f0b1e48d39295a1dfff999b288ba170cb3a4414814c236286'),
	('01a22b9b-c92d-741c-ba4a-288b46ea8466', '2026-11-30 08:39:19.597843+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 46, '\x21a08c779da534ed2332c1f21da12b53ae300feb0dd2735caf1fef0b3714f41d'),
	('01a22b9b-c98f-758e-959e-3d4a63d8bbed', '2026-11-30 08:39:19.695581+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 47, '\x10161abc9b46068cd0566ba202f2815138981d7b14d506b60f6fbbabaa9b604c'),
	('01a22b9b-c9d0-732c-9561-ee6808ed4ff2', '2026-11-30 08:39:19.760506+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 48, '\xf5c3b0df12aec798b26cb6ccc9d30e6a1abf39d44f1ed1782c074bd10518d7bc'),
	('01a22b9b-ca17-704e-962d-4ba993b2b8f9', '2026-11-30 08:39:19.83144+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 49, '\xfd5691217678b4df5b3779a67b0ddf4041d05c4d946090e9e0758c3d40ef65bf'),
	('01a22b9b-ca75-7060-9d60-ee1ecc8221bb', '2026-11-30 08:39:19.926504+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 50, '\xaaf4477e9493e9bf1b4a08ed9f521909e52b183cfc72cba767bfac5f8d117488'),
	('01a22b9b-caba-72a8-a968-d5035a67d790', '2026-11-30 08:39:19.994426+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 51, '\x3a8d287b322a592decaf18ffa903f76585720dce2b480c44cfdcc8473806c6b7'),
	('01a22b9b-cb03-72ec-9214-bc4a0445f0f5', '2026-11-30 08:39:20.067176+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 52, '\x4f7d92135be3addd1be75f9ea11322403e4caea6a19df463cd52005f1c3bb4d2'),
	('01a22b9b-cb48-73e9-8967-f2f121584512', '2026-11-30 08:39:20.137368+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 53, '\x40c24298e7964e26adcebe90e9cc3d16caa33ed98b1593bb07cfc681bbd168bd'),
	('01a22b9b-cba2-727a-b565-67df50f01deb', '2026-11-30 08:39:20.227035+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 54, '\x842a9c33c27704f665c249c3e3702882985edc359a774cdd9393e5f3054d2036'),
	('01a22b9b-cbe8-7180-adc5-9aa472b6a990', '2026-11-30 08:39:20.296299+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 55, '\xb0a46383c9faf28c1403f869a13aab482eee512d364d0c2527d086664a812bc5'),
	('01a22b9b-cbfb-75b6-b0f8-91a21284af37', '2026-11-30 08:39:20.315913+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'looked at', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 56, '\x8cf8cb70c32c2357621dd48319d90e1ebf82bae3d1c0a811b9470143a996f3b5'),
	('01a22b9b-cc0b-7311-98d6-620bb16f27a3', '2026-11-30 08:39:20.331385+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'scored', 'take', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', '127.1.0.2', 57, '\xe990fa2202dfc77ecca1d8401f4febca8818342b4d069a69a03369191bf2f3ea'),
	('01a22b9b-cc62-7402-b8e1-a4d2ea637930', '2026-11-30 08:39:20.418813+00', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'answered with callback', 'slot', '01a22b9b-a142-75f7-98f5-c011d2a907ee', '127.1.0.2', 58, '\x4d2270dff13a276375a9505a255548af27d7a843fedf486aaca830f42129c33b');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.consent VALUES
	('01a22b9b-b0c7-769a-a487-b132fa611f04', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a190-751e-b6fe-df92927c25d7', 'Ana Silva', true, 'recording-2026-11', '2026-11-30 08:39:13.352807+00'),
	('01a22b9b-b34d-7316-bdab-a942605faf59', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'Olivia Owner', true, 'recording-2026-11', '2026-11-30 08:39:13.998204+00'),
	('384c898b-8696-4719-a828-4ee6c532f413', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', false, 'recording-2020-01', '2026-11-30 08:39:22.549946+00'),
	('1cee3902-c4b6-45c0-b11e-c8f3195c189c', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', false, 'recording-2020-01', '2026-11-30 08:39:22.550018+00'),
	('d527ac2a-f20f-47b0-81a3-666aa19c58a4', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a282-74ce-b43f-65cc05cf2493', 'Zoë Þórsdóttir', false, 'recording-2020-01', '2026-11-30 08:39:22.550023+00'),
	('be52ea1d-0ab7-46a5-8223-d85d5e2049c9', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a2b5-752d-b183-01e3cb084d61', 'O’Brien, “Ørjan” <b>', true, 'recording-2026-11', '2026-11-30 08:39:22.550028+00'),
	('3e86eca8-83f0-4763-961d-da1559e4e186', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a308-7242-a91c-e44acf62b9e1', 'Ελένη Παπαδοπούλου', false, 'recording-2020-01', '2026-11-30 08:39:22.550031+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.consent_statement VALUES
	('recording-2026-11', 'en', 'With your agreement the casting office records your performances (takes), your picture and sound, so that those who decide about this part can look at them again. They are used for casting this production only, never to train software or to make a replica of you, and you can ask for them to be erased at any time.

Recording begins only when the host says so, and you see it. Without your agreement you can still come in and talk; nothing is recorded then.', '2026-11-30 08:39:13.320497+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.guest VALUES
	('01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c0129062c727', 'actor', '李 小龍', 'Actor', 'bruce@actors.test', '\x55af094ee36a260ca5823a9014b626cbc99320e8c5109fb5ab222a9333dad7e9', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.516236+00', NULL, '2027-01-22 04:30:00+00', NULL, NULL, 'bruce@actors.test', NULL),
	('01a22b9b-a230-72de-86de-562e58e3a9db', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c013731cf887', 'actor', 'محمد الأمين', 'Actor', 'mohammed@actors.test', '\xb372691acf9ca9ac144fc521da05164b34f066a7a223fa732cc3d8222038c669', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.604814+00', NULL, '2027-01-22 04:45:00+00', NULL, NULL, 'mohammed@actors.test', NULL),
	('01a22b9b-a282-74ce-b43f-65cc05cf2493', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c01471637750', 'actor', 'Zoë Þórsdóttir', 'Actor', 'zoë.þórsdóttir@bücher.test', '\x24f3db5ded6a322f161b3b3281768d585e3298e3b01ae7ce8a3e9638663fb60a', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.679945+00', NULL, '2027-01-22 04:45:00+00', NULL, NULL, 'Zoë.Þórsdóttir@bücher.test', NULL),
	('01a22b9b-a2b5-752d-b183-01e3cb084d61', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c016d1c5df63', 'actor', 'O’Brien, “Ørjan” <b>', 'Actor', 'obrien+casting@actors.test', '\x031dbf4c3a89a08ee8aac6d4153f707f253103cc00a2da1b35c007d4fbeb00d1', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.744735+00', NULL, '2027-01-22 05:15:00+00', NULL, NULL, 'OBrien+Casting@Actors.test', NULL),
	('01a22b9b-a308-7242-a91c-e44acf62b9e1', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c017f860d7d7', 'actor', 'Ελένη Παπαδοπούλου', 'Actor', 'eleni@actors.test', '\x97eda9e996b757b8181b06b30de6f50257c28897e23fcb6f9f46e0045ec674e5', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.828199+00', NULL, '2027-01-22 05:15:00+00', NULL, NULL, 'eleni@actors.test', NULL),
	('01a22b9b-a346-720b-b36c-c99b8540e1d8', '01a22b9b-a142-75f7-98f5-c010705072f9', NULL, 'decision_maker', 'Paula Rivers', 'decision_maker', 'decision_maker@films.test', '\xea6ad2cdd31017dbddf94329867aa69005233db69b560702b2908b92748dabd6', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.876511+00', NULL, '2027-01-22 08:39:09.876511+00', NULL, NULL, 'decision_maker@films.test', NULL),
	('01a22b9b-a374-77cd-a963-2f2895341dd0', '01a22b9b-a142-75f7-98f5-c010705072f9', NULL, 'reader', 'Řehoř Čtenář', 'reader', 'reader@films.test', '\x8f321fea0461f4fa396f278730ad9fa72b441ff34dc4470cc1a519fc263916a7', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.933968+00', NULL, '2027-01-22 08:39:09.933968+00', NULL, NULL, 'reader@films.test', NULL),
	('01a22b9b-a39e-7302-bf59-07300fd31ac6', '01a22b9b-a142-75f7-98f5-c010705072f9', NULL, 'guardian', 'Ім’я Опікуна', 'guardian', 'guardian@films.test', '\x891ce5218c921b7cd590932d813081258d8022c05dd34a3c700c9973aa524a70', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.978848+00', NULL, '2027-01-22 08:39:09.978848+00', NULL, NULL, 'guardian@films.test', NULL),
	('01a22b9b-a3e5-732c-b223-bd09673c552e', '01a22b9b-a142-75f7-98f5-c010705072f9', NULL, 'rep', 'Robin Lake', 'Lake Talent', 'robin@laketalent.test', '\x3a6d7c29295bffe7738391d156243fb5bd7d795300318f997861b5fd2cfdaeb0', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:10.03871+00', NULL, '2027-01-22 04:30:00+00', NULL, '01a22b9b-a190-751e-b6fe-df92927c25d7', 'robin@laketalent.test', NULL),
	('01a22b9b-a190-751e-b6fe-df92927c25d7', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-a142-75f7-98f5-c011d2a907ee', 'actor', 'Ana Silva', 'Actor', 'ana@actors.test', '\xb4fad651149bf0919e4455c4f54ac222a1b13e18060e5a7246f3b77828c711f5', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:09.452235+00', '2026-11-30 08:39:12.89801+00', '2027-01-22 04:30:00+00', NULL, NULL, 'ana@actors.test', 'UTC');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.marker VALUES
	('c6fc046c-101a-4d5f-8033-25a4d0d8a2ed', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', 700, 'Schön – 好', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'Olivia Owner', '2026-11-30 08:39:22.547993+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.mute VALUES
	('01a22b9b-a142-75f7-98f5-c010705072f9', 2, 'guest:01a22b9b-a2b5-752d-b183-01e3cb084d61', 'person:x', '2026-11-30 08:39:22.547993+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.outcome VALUES
	('01a22b9b-cc61-776b-b59a-88ff8c2a34d7', '01a22b9b-a190-751e-b6fe-df92927c25d7', '01a22b9b-a142-75f7-98f5-c011d2a907ee', 'callback', 'See you again.', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:20.411362+00', '01a22b9b-cc61-776b-b59a-8901a2a2c533', '2026-11-30 08:39:50.411362+00'),
	('6af4b6b3-1224-4485-8bae-fc8a9170bfdf', '01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '01a22b9b-a142-75f7-98f5-c0129062c727', 'release', 'Danke, 李!', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:22.565079+00', NULL, '2026-12-03 08:39:22.565079+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.production VALUES
	('01a22b9b-99b5-7451-85ca-36bffe8f4608', 'Ночь №12, “Twelfth” <Night>', '', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:07.445036+00', 'active', 'short', '2026-11-30 08:39:09.25939+00', NULL);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.recording VALUES
	('01a22b9b-b386-7398-86e1-f1323a7bb0c3', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'Olivia Owner', '2026-11-30 08:39:14.054944+00', '01a22b9b98db775da6ae91fc461bf46f/01a22b9bb38e72b7b0b34e15d669020a/01a22b9bb386739886e1f1323a7bb0c3.webm', 2245, 320, 180, 11856, '[]', '[]', NULL),
	('01a22b9b-b386-7398-86e1-f133376dfa50', '01a22b9b-b38e-72b7-b0b3-4e15d669020a', 'guest:01a22b9b-a190-751e-b6fe-df92927c25d7', 'Ana Silva', '2026-11-30 08:39:14.054944+00', '01a22b9b98db775da6ae91fc461bf46f/01a22b9bb38e72b7b0b34e15d669020a/01a22b9bb386739886e1f133376dfa50.webm', 2225, 320, 180, 10976, '[]', '[]', NULL),
	('1a6dc4e7-275c-457f-be3a-1cb0fed0ddfb', 'c4c8ff32-f916-4ff2-9ae8-32b3e495d34e', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', '2026-11-30 07:40:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('65e55b7d-80bd-4337-9c65-6baad73f8a29', 'c4c8ff32-f916-4ff2-9ae8-32b3e495d34e', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', '2026-11-30 07:40:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('d92cde83-bc51-4686-953a-be15dcfb61a9', 'a842bcaf-3eaf-472b-90b3-b35a8738824c', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', '2026-11-30 07:41:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('df532785-4290-4237-9691-95ab8048f39d', 'a842bcaf-3eaf-472b-90b3-b35a8738824c', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', '2026-11-30 07:41:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('8f5b31e0-31fc-4234-a21b-eb1944a08850', '93352294-218e-47de-934d-21ef19b0614f', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', '2026-11-30 07:42:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('00895354-2d21-4c79-a146-8773ef609d79', '93352294-218e-47de-934d-21ef19b0614f', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', '2026-11-30 07:42:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('7ede7050-555d-4f32-a638-76ca6851f8b6', '1c7dd417-ec78-40bd-99ae-f21f1e3a5d52', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', '2026-11-30 07:43:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('de186d0c-675a-478f-8853-a2606f08f707', '1c7dd417-ec78-40bd-99ae-f21f1e3a5d52', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', '2026-11-30 07:43:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('5ab8dae4-79e8-40e5-b226-20d844b80e58', '3fbbe828-7df4-4971-8308-1633488fd572', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', '2026-11-30 07:44:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL),
	('c67760dc-a3ed-482b-ab75-f16476753690', '3fbbe828-7df4-4971-8308-1633488fd572', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', '2026-11-30 07:44:22.559373+00', NULL, NULL, NULL, NULL, NULL, '[[100, 250], [900, 960]]', '[[0, 1], [1500, 0]]', NULL);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.removal VALUES
	('257e689f-785a-4bcd-822f-2bbba10cd426', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'guest:01a22b9b-a2b5-752d-b183-01e3cb084d61', 'O’Brien, “Ørjan” <b>', 'person:83dde6c9-ea72-4c02-8d37-b7e0d8af6fe6', '2026-11-30 08:39:22.547993+00', 'person:x', '2026-11-30 08:39:22.547993+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.role VALUES
	('01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'Viola / Cesario', '', '2026-11-30 08:39:08.301234+00'),
	('01a22b9b-9fc5-708a-8844-491cb14b9104', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'Ὀλίβια', '', '2026-11-30 08:39:08.991783+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.scorecard VALUES
	('01a22b9b-b38e-72b7-b0b3-4e15d669020a', '01a22b9b-9871-7144-811a-5b0ba53e8e86', 4, 'Hört zu.
Sehr gut – 👏', '2026-11-30 08:39:20.328062+00');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.session VALUES
	('01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'First round—Erste Runde', '2027-01-15', 'Asia/Kathmandu', '', '2026-11-30 08:39:11.219947+00', 2);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.sides VALUES
	('01a22b9b-9d02-73a4-a6a7-ad4bc810e11d', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'sides.pdf', '01a22b9b98db775da6ae91fc461bf46f/sides/01a22b9b9d0273a4a6a7ad4bc810e11d.pdf', 1, 23421, '2026-11-30 08:39:08.301234+00', 'TWELFTH NIGHT — Sides for VIOLA
Act 1, scene 5. A room in Olivia''s house.
VIOLA
Good madam, let me see your face.
OLIVIA
Have you any commission from your lord to
negotiate with my face? You are now out of your
text: but we will draw the curtain and show you
the picture. Look you, sir, such a one I was
this present: is''t not well done?
VIOLA
Excellently done, if God did all.
OLIVIA
''Tis in grain, sir; ''twill endure wind and
weather.
VIOLA
''Tis beauty truly blent, whose red and white
Nature''s own sweet and cunning hand laid on:
Lady, you are the cruell''st she alive, If you
will lead these graces to the grave And leave
the world no copy.'),
	('01a22b9b-9fbc-7782-9825-08093f53202d', '01a22b9b-9fc5-708a-8844-491cb14b9104', 'sides.pdf', '01a22b9b98db775da6ae91fc461bf46f/sides/01a22b9b9fbc7782982508093f53202d.pdf', 1, 23421, '2026-11-30 08:39:08.991783+00', 'TWELFTH NIGHT — Sides for VIOLA
Act 1, scene 5. A room in Olivia''s house.
VIOLA
Good madam, let me see your face.
OLIVIA
Have you any commission from your lord to
negotiate with my face? You are now out of your
text: but we will draw the curtain and show you
the picture. Look you, sir, such a one I was
this present: is''t not well done?
VIOLA
Excellently done, if God did all.
OLIVIA
''Tis in grain, sir; ''twill endure wind and
weather.
VIOLA
''Tis beauty truly blent, whose red and white
Nature''s own sweet and cunning hand laid on:
Lady, you are the cruell''st she alive, If you
will lead these graces to the grave And leave
the world no copy.');

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.slot VALUES
	('01a22b9b-a142-75f7-98f5-c011d2a907ee', '01a22b9b-a142-75f7-98f5-c010705072f9', 1, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:00:00', '2027-01-15 04:15:00+00', 15, 1),
	('01a22b9b-a142-75f7-98f5-c0129062c727', '01a22b9b-a142-75f7-98f5-c010705072f9', 2, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:00:00', '2027-01-15 04:15:00+00', 15, 2),
	('01a22b9b-a142-75f7-98f5-c013731cf887', '01a22b9b-a142-75f7-98f5-c010705072f9', 3, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:15:00', '2027-01-15 04:30:00+00', 15, 1),
	('01a22b9b-a142-75f7-98f5-c01471637750', '01a22b9b-a142-75f7-98f5-c010705072f9', 4, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:15:00', '2027-01-15 04:30:00+00', 15, 2),
	('01a22b9b-a142-75f7-98f5-c015c1f2639e', '01a22b9b-a142-75f7-98f5-c010705072f9', 5, 'break', NULL, '2027-01-15 10:30:00', '2027-01-15 04:45:00+00', 15, 1),
	('01a22b9b-a142-75f7-98f5-c016d1c5df63', '01a22b9b-a142-75f7-98f5-c010705072f9', 6, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:45:00', '2027-01-15 05:00:00+00', 15, 1),
	('01a22b9b-a142-75f7-98f5-c017f860d7d7', '01a22b9b-a142-75f7-98f5-c010705072f9', 7, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 10:45:00', '2027-01-15 05:00:00+00', 15, 2),
	('01a22b9b-a142-75f7-98f5-c01881c120cd', '01a22b9b-a142-75f7-98f5-c010705072f9', 8, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 11:00:00', '2027-01-15 05:15:00+00', 15, 1),
	('01a22b9b-a142-75f7-98f5-c019a8f34c76', '01a22b9b-a142-75f7-98f5-c010705072f9', 9, 'audition', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', '2027-01-15 11:00:00', '2027-01-15 05:15:00+00', 15, 2);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.take VALUES
	('01a22b9b-b38e-72b7-b0b3-4e15d669020a', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Scene 1', 1, 'finished', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:14.054944+00', '2026-11-30 08:39:16.273343+00', 100, '01a22b9b98db775da6ae91fc461bf46f/01a22b9bb38e72b7b0b34e15d669020a/composite.webm', '01a22b9b98db775da6ae91fc461bf46f/01a22b9bb38e72b7b0b34e15d669020a/thumbnail.jpg', NULL, 1796027951671741, '', 1, NULL),
	('c4c8ff32-f916-4ff2-9ae8-32b3e495d34e', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Akt 1, “Szene” 5', 1, 'failed', 'person:0ff96366-c381-48fd-a08f-e7ea441f251a', '2026-11-30 07:40:22.559373+00', '2026-11-30 07:40:42.559373+00', 0, NULL, NULL, 'The file could not be read.', 3, '', 2, 'disk_full'),
	('a842bcaf-3eaf-472b-90b3-b35a8738824c', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Akt 1, “Szene” 5', 2, 'storing', 'person:6b227d8b-dff4-46cc-952f-b9b0f263de6c', '2026-11-30 07:41:22.559373+00', '2026-11-30 07:41:42.559373+00', 0, NULL, NULL, NULL, 3, 'Zu schnell…', 1, NULL),
	('93352294-218e-47de-934d-21ef19b0614f', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Akt 1, “Szene” 5', 3, 'recorded', 'person:1565a193-08c9-43fb-be09-f1590377a68a', '2026-11-30 07:42:22.559373+00', '2026-11-30 07:42:42.559373+00', 0, NULL, NULL, NULL, 3, '', 2, NULL),
	('1c7dd417-ec78-40bd-99ae-f21f1e3a5d52', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Akt 1, “Szene” 5', 4, 'finishing', 'person:edb012ad-f916-4caf-b0f7-f897b5b656d4', '2026-11-30 07:43:22.559373+00', '2026-11-30 07:43:42.559373+00', 0, NULL, NULL, NULL, 3, '', 1, NULL),
	('3fbbe828-7df4-4971-8308-1633488fd572', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-9d0f-726d-84ea-5bef26fde1e7', 'Viola / Cesario', 'Akt 1, “Szene” 5', 5, 'recording', 'person:0feaa0d9-e858-4ed1-94ba-ca475070aa7b', '2026-11-30 07:44:22.559373+00', NULL, 0, NULL, NULL, NULL, 3, '', 2, NULL);

INSERT INTO agency_01a22b9b98db775da6ae91fc461bf46f.visit VALUES
	('01a22b9b-aa56-74e2-974b-0d2349a43e4f', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'Olivia Owner', 'Casting director', 'host', '2026-11-30 08:39:11.69328+00', NULL, NULL),
	('01a22b9b-adfe-7449-80c7-f93ddfa7f8cb', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'back_room', 'person:01a22b9b-9871-7144-811a-5b0ba53e8e86', 'Olivia Owner', 'Casting director', 'host', '2026-11-30 08:39:12.582136+00', NULL, NULL),
	('01a22b9b-b031-76b6-96ba-b711e424d63c', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a190-751e-b6fe-df92927c25d7', 'Ana Silva', 'Actor', 'actor', '2026-11-30 08:39:13.200603+00', NULL, NULL),
	('5a2d358f-dc2d-4905-a4ac-3108da7f4343', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a1d2-77f0-8da8-88b4fae2a328', '李 小龍', 'Actor', 'actor', '2026-11-30 08:39:22.547993+00', '2026-11-30 08:39:22.547993+00', NULL),
	('63f15180-5f8c-4745-9c88-254398c97981', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a230-72de-86de-562e58e3a9db', 'محمد الأمين', 'Actor', 'actor', '2026-11-30 08:39:22.547993+00', '2026-11-30 08:39:22.547993+00', NULL),
	('b7c1d9a3-d0b8-47a0-a6f1-ada4bdb0eae3', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a282-74ce-b43f-65cc05cf2493', 'Zoë Þórsdóttir', 'Actor', 'actor', '2026-11-30 08:39:22.547993+00', '2026-11-30 08:39:22.547993+00', NULL),
	('3f3ce929-273a-434a-bc8f-a92c48d96dd1', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a2b5-752d-b183-01e3cb084d61', 'O’Brien, “Ørjan” <b>', 'Actor', 'actor', '2026-11-30 08:39:22.547993+00', '2026-11-30 08:39:22.547993+00', NULL),
	('a6b98a2b-fa51-438d-9fee-c20a8280c1d8', '01a22b9b-a142-75f7-98f5-c010705072f9', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 'stage', 'guest:01a22b9b-a308-7242-a91c-e44acf62b9e1', 'Ελένη Παπαδοπούλου', 'Actor', 'actor', '2026-11-30 08:39:22.547993+00', '2026-11-30 08:39:22.547993+00', NULL);

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.audit VALUES
	('01a22b9b-d60c-778e-ac31-3b3b0445f259', '2026-11-30 08:39:22.892879+00', 'person:01a22b9b-d53a-7249-a348-d412be843e60', 'started', 'production', '01a22b9b-d60c-778e-ac31-3b3a2dc3cf06', '127.1.0.3', 1, '\x72156449041037562e7610bdf988a6e14ba5f61ccef002897f14afe781857a82'),
	('01a22b9b-dcf5-719d-9dca-617900d31b2c', '2026-11-30 08:39:24.661834+00', 'person:01a22b9b-d53a-7249-a348-d412be843e60', 'added', 'role', '01a22b9b-dcf4-75ad-a83a-7ecfa36ef63d', '127.1.0.3', 2, '\x86cf5e535fd7800fcb7b13af3d6fefd12fc4ac8be0e3721478f6cf6504b9b13a'),
	('01a22b9b-dd2c-7174-89f0-55cddfda124c', '2026-11-30 08:39:24.716743+00', 'person:01a22b9b-d53a-7249-a348-d412be843e60', 'laid out', 'session', '01a22b9b-dd2a-7677-a3d2-1868190c8b77', '127.1.0.3', 3, '\xefb3a7591eb5d4d1ce75e96ae7770f8a3c0610d107e09684fcfaf2176ef3ee0b');

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.production VALUES
	('01a22b9b-d60c-778e-ac31-3b3a2dc3cf06', 'Hamlet', '', '01a22b9b-d53a-7249-a348-d412be843e60', '2026-11-30 08:39:22.891816+00', NULL, NULL, NULL, NULL);

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.role VALUES
	('01a22b9b-dcf4-75ad-a83a-7ecfa36ef63d', '01a22b9b-d60c-778e-ac31-3b3a2dc3cf06', 'Ofelia', '', '2026-11-30 08:39:24.659347+00');

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.session VALUES
	('01a22b9b-dd2a-7677-a3d2-1868190c8b77', '01a22b9b-d60c-778e-ac31-3b3a2dc3cf06', 'First round', '2027-01-15', 'Europe/London', '', NULL, 1);

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.sides VALUES
	('01a22b9b-dcee-72f1-9241-df25e3e0aa3b', '01a22b9b-dcf4-75ad-a83a-7ecfa36ef63d', 'sides.pdf', '01a22b9bd56f72d38c4a3c4ad025b837/sides/01a22b9bdcee72f19241df25e3e0aa3b.pdf', 1, 23421, '2026-11-30 08:39:24.659347+00', 'TWELFTH NIGHT — Sides for VIOLA
Act 1, scene 5. A room in Olivia''s house.
VIOLA
Good madam, let me see your face.
OLIVIA
Have you any commission from your lord to
negotiate with my face? You are now out of your
text: but we will draw the curtain and show you
the picture. Look you, sir, such a one I was
this present: is''t not well done?
VIOLA
Excellently done, if God did all.
OLIVIA
''Tis in grain, sir; ''twill endure wind and
weather.
VIOLA
''Tis beauty truly blent, whose red and white
Nature''s own sweet and cunning hand laid on:
Lady, you are the cruell''st she alive, If you
will lead these graces to the grave And leave
the world no copy.');

INSERT INTO agency_01a22b9bd56f72d38c4a3c4ad025b837.slot VALUES
	('01a22b9b-dd2a-7677-a3d2-18696664a53a', '01a22b9b-dd2a-7677-a3d2-1868190c8b77', 1, 'audition', '01a22b9b-dcf4-75ad-a83a-7ecfa36ef63d', '2027-01-15 10:00:00', '2027-01-15 10:00:00+00', 15, 1),
	('01a22b9b-dd2a-7677-a3d2-186aa4d15b28', '01a22b9b-dd2a-7677-a3d2-1868190c8b77', 2, 'audition', '01a22b9b-dcf4-75ad-a83a-7ecfa36ef63d', '2027-01-15 10:15:00', '2027-01-15 10:15:00+00', 15, 1);

INSERT INTO gateway.known_browser VALUES
	('01a22b9b-9871-7144-811a-5b0ba53e8e86', '\x796bb30d1a8b2bbce7c64de4574a3c5e0d117511f3fb6b33180c6ecb56a9dc0c', '2026-11-30 08:39:07.133108+00', '2026-11-30 08:39:07.133108+00'),
	('01a22b9b-d53a-7249-a348-d412be843e60', '\x5b5a227ac934f7d213af15dbe59eeb5bdb746e24189a0ae69785041a9938eae6', '2026-11-30 08:39:22.686233+00', '2026-11-30 08:39:22.686233+00');

INSERT INTO gateway.mail VALUES
	('01a22b9b-980f-7428-8a43-5e7802f02290', NULL, 'olivia@office.test', 'Your link to sign in to Callboard', '', NULL, '2026-11-30 08:41:07.041145+00', 1, '2026-11-30 08:39:07.079656+00', NULL, '2026-11-30 08:39:06.983183+00', NULL, NULL, NULL, NULL, NULL, NULL, 'olivia@office.test'),
	('01a22b9b-a199-75fa-a603-2a69754c9916', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'ana@actors.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.470041+00', 1, '2026-11-30 08:39:09.511672+00', NULL, '2026-11-30 08:39:09.451749+00', NULL, '01a22b9b-a190-751e-b6fe-df92927c25d7', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'ana@actors.test'),
	('01a22b9b-a1d6-70b7-b17c-68b7c4dd5649', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'bruce@actors.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.531455+00', 1, '2026-11-30 08:39:09.560487+00', NULL, '2026-11-30 08:39:09.515928+00', NULL, '01a22b9b-a1d2-77f0-8da8-88b4fae2a328', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'bruce@actors.test'),
	('01a22b9b-a23c-7045-962f-f3c3d891ba5e', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'mohammed@actors.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.641536+00', 1, '2026-11-30 08:39:09.690109+00', NULL, '2026-11-30 08:39:09.603281+00', NULL, '01a22b9b-a230-72de-86de-562e58e3a9db', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'mohammed@actors.test'),
	('01a22b9b-a2bf-708e-9ed9-eb36fbef6586', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'OBrien+Casting@Actors.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.775041+00', 1, '2026-11-30 08:39:09.823908+00', NULL, '2026-11-30 08:39:09.743677+00', NULL, '01a22b9b-a2b5-752d-b183-01e3cb084d61', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'obrien+casting@actors.test'),
	('01a22b9b-a30b-7261-a519-a188a3249003', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'eleni@actors.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.847129+00', 1, '2026-11-30 08:39:09.918482+00', NULL, '2026-11-30 08:39:09.824518+00', NULL, '01a22b9b-a308-7242-a91c-e44acf62b9e1', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'eleni@actors.test'),
	('01a22b9b-a3a8-7405-aa01-bfd0717e983e', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'guardian@films.test', 'With your child at First round—Erste Runde, Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:10.02063+00', 1, '2026-11-30 08:39:10.059215+00', NULL, '2026-11-30 08:39:09.977545+00', NULL, '01a22b9b-a39e-7302-bf59-07300fd31ac6', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'guardian@films.test'),
	('01a22b9b-a3e9-7383-867d-f47e5f4ea11a', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'robin@laketalent.test', 'Ana Silva auditions for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:10.06749+00', 1, '2026-11-30 08:39:10.120591+00', NULL, '2026-11-30 08:39:10.035571+00', NULL, '01a22b9b-a3e5-732c-b223-bd09673c552e', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'robin@laketalent.test'),
	('01a22b9b-cc61-776b-b59a-8901a2a2c533', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'ana@actors.test', 'A callback for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:20.464476+00', 1, '2026-11-30 08:39:20.485371+00', NULL, '2026-11-30 08:39:20.408657+00', NULL, '01a22b9b-cc61-776b-b59a-88ff8c2a34d7', NULL, 'evaluations.outcome_given.v1', '{"type":"evaluations.outcome_given.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-cc61-776b-b59a-890073c65e9e","at":"2026-11-30T08:39:20.417086Z","outcome_id":"01a22b9b-cc61-776b-b59a-88ff8c2a34d7","slot_id":"01a22b9b-a142-75f7-98f5-c011d2a907ee"}', NULL, 'ana@actors.test'),
	('01a22b9b-d4db-75aa-9d80-42fbebd34a6a', NULL, 'nora@next.test', 'Your link to sign in to Callboard', '', NULL, '2026-11-30 08:41:22.59081+00', 1, '2026-11-30 08:39:22.62803+00', NULL, '2026-11-30 08:39:22.582848+00', NULL, NULL, NULL, NULL, NULL, NULL, 'nora@next.test'),
	('01a22b9b-a288-7154-808c-f04981dccd0a', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'Zoë.Þórsdóttir@bücher.test', 'Your audition for Viola / Cesario in Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.712204+00', 1, '2026-11-30 08:39:09.764658+00', NULL, '2026-11-30 08:39:09.674189+00', NULL, '01a22b9b-a282-74ce-b43f-65cc05cf2493', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'zoë.þórsdóttir@bücher.test'),
	('01a22b9b-a34b-731a-addf-941d9a1e195c', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'decision_maker@films.test', 'The back room of First round—Erste Runde, Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.926507+00', 1, '2026-11-30 08:39:09.977483+00', NULL, '2026-11-30 08:39:09.861276+00', NULL, '01a22b9b-a346-720b-b36c-c99b8540e1d8', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'decision_maker@films.test'),
	('01a22b9b-a377-7414-8a1a-d42045898640', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'reader@films.test', 'Reading in First round—Erste Runde, Ночь №12, “Twelfth” <Night>', '', NULL, '2026-11-30 08:41:09.980998+00', 1, '2026-11-30 08:39:10.011774+00', NULL, '2026-11-30 08:39:09.933195+00', NULL, '01a22b9b-a374-77cd-a963-2f2895341dd0', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'reader@films.test'),
	('01a22b9b-a44b-76cf-a1ee-a9a0d3add6ff', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'Cara@Office.test', 'Großes Büro – 大 & Söhne invites you to Callboard', '', NULL, '2026-11-30 08:41:10.158148+00', 1, '2026-11-30 08:39:10.19879+00', NULL, '2026-11-30 08:39:10.152776+00', NULL, '01a22b9b-a435-72f5-bb9b-05147f3bf679', NULL, NULL, NULL, '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'cara@office.test'),
	('de9026d3-ed49-4c95-886e-c02257d90232', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'eleni@actors.test', 'Ἀπάντησις – later', 'Dear Ελένη, …', NULL, '2028-01-04 08:39:22.565079+00', 0, NULL, NULL, '2026-11-30 08:39:22.565079+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO gateway.sign_in_event VALUES
	('01a22b9b-9880-76c9-ad8b-5fa363245b1e', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:07.136849+00', 'signed_in_by_link', '127.1.0.2', 'python-httpx/0.28.1', NULL),
	('01a22b9b-d53f-778e-b3ad-bb9391a89b64', '01a22b9b-d53a-7249-a348-d412be843e60', '2026-11-30 08:39:22.68766+00', 'signed_in_by_link', '127.1.0.3', 'python-httpx/0.28.1', NULL);

INSERT INTO gateway.sign_in_link VALUES
	('\x8ace9dcc68362e24814ac6dc3b72b09efa74d05693fa921a1a863bfe8e45672e', '\x796bb30d1a8b2bbce7c64de4574a3c5e0d117511f3fb6b33180c6ecb56a9dc0c', 'olivia@office.test', '2026-11-30 08:49:06.983183+00', '2026-11-30 08:39:07.133108+00', 'olivia@office.test', '127.1.0.2'),
	('\x4a2c09545edcd2f9b17f4ebfc576e635f587e6923493eb5c738d330575e630f7', '\x5b5a227ac934f7d213af15dbe59eeb5bdb746e24189a0ae69785041a9938eae6', 'nora@next.test', '2026-11-30 08:49:22.582848+00', '2026-11-30 08:39:22.686233+00', 'nora@next.test', '127.1.0.3');

INSERT INTO gateway.web_session VALUES
	('\x16eac7f891ac249797ba3385eacef7ac8951ebb75bf97840f0889d8fa88d2bc3', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'python-httpx/0.28.1', '2026-11-30 08:39:07.133108+00', '2026-12-14 08:39:07.133108+00', '0aeae385-fc34-4f6d-9727-d2b260943b1c', '2026-11-30 08:39:07.133108+00', '2026-11-30 08:39:07.133108+00'),
	('\x6c47b6f12ea3e5f5c7b254dd11af3b97ae59cc25aea3df0a14ddaa2cc3bf13e3', '01a22b9b-d53a-7249-a348-d412be843e60', '01a22b9b-d56f-72d3-8c4a-3c4ad025b837', 'python-httpx/0.28.1', '2026-11-30 08:39:22.686233+00', '2026-12-14 08:39:22.686233+00', '56ba181e-8897-4e91-b1ba-60de46efe99b', '2026-11-30 08:39:22.686233+00', '2026-11-30 08:39:22.686233+00');

INSERT INTO platform.agency VALUES
	('01a22b9b-98db-775d-a6ae-91fc461bf46f', 'Großes Büro – 大 & Söhne', '2026-11-30 08:39:07.218787+00'),
	('01a22b9b-d56f-72d3-8c4a-3c4ad025b837', 'Next Door', '2026-11-30 08:39:22.733105+00');

INSERT INTO platform.checkout VALUES
	('cs_test_9Vrmd9KGuZK7DgABbUu1kVd2sh3JAAaHXANUwD2ru70ygOWfYLbLoU4QfJ', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 1, 'short', 'complete', '2026-11-30 08:39:09.057981+00', '2026-11-30 08:39:09.057981+00');

INSERT INTO platform.customer VALUES
	('01a22b9b-98db-775d-a6ae-91fc461bf46f', 'cus_nusJlcChpQHoPB');

INSERT INTO platform.finishing VALUES
	('1c7dd417-ec78-40bd-99ae-f21f1e3a5d52', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '2026-11-30 08:39:24.721156+00', 1, 'finisher-a', '2028-01-04 08:39:24.721156+00'),
	('93352294-218e-47de-934d-21ef19b0614f', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '2026-11-30 08:39:24.721156+00', 0, NULL, NULL);

INSERT INTO platform.inbox VALUES
	('gateway.webhooks', '01a22b9b-99ba-77be-a80c-442183ce5113', '2026-11-30 08:39:07.500305+00'),
	('gateway.casting', '01a22b9b-a0cf-7226-9125-34ea2ae859ae', '2026-11-30 08:39:09.289202+00'),
	('gateway.webhooks', '01a22b9b-a0cf-7226-9125-34ea2ae859ae', '2026-11-30 08:39:09.286154+00'),
	('gateway.webhooks', '01a22b9b-a19b-73f2-ac4e-dd9142727043', '2026-11-30 08:39:09.473827+00'),
	('gateway.webhooks', '01a22b9b-a1d7-70f1-b7fe-71458cf78a37', '2026-11-30 08:39:09.544303+00'),
	('gateway.webhooks', '01a22b9b-a244-741e-8d2f-d5d7c935fd69', '2026-11-30 08:39:09.652042+00'),
	('gateway.webhooks', '01a22b9b-a28b-7785-9089-b598ebaa04e6', '2026-11-30 08:39:09.731561+00'),
	('gateway.webhooks', '01a22b9b-a2c3-7301-b31f-07552f3b3f0a', '2026-11-30 08:39:09.781454+00'),
	('gateway.webhooks', '01a22b9b-a30c-770c-a57f-4dac3f610683', '2026-11-30 08:39:09.862368+00'),
	('gateway.webhooks', '01a22b9b-a89b-75a6-ba38-0a502bc9d132', '2026-11-30 08:39:11.398384+00'),
	('billing.usage', '01a22b9b-bc7d-7399-b915-7e652ee913a1', '2026-11-30 08:39:16.364681+00'),
	('rooms.finishing', '01a22b9b-bc7d-7399-b915-7e652ee913a1', '2026-11-30 08:39:16.368575+00'),
	('gateway.webhooks', '01a22b9b-bc7d-7399-b915-7e652ee913a1', '2026-11-30 08:39:16.368487+00'),
	('gateway.webhooks', '01a22b9b-cbe0-71ef-ada4-bd3f486a8554', '2026-11-30 08:39:20.300501+00'),
	('gateway.webhooks', '01a22b9b-cc61-776b-b59a-890073c65e9e', '2026-11-30 08:39:20.479542+00'),
	('gateway.webhooks', '01a22b9b-d60d-736d-9728-dc9f82b4db24', '2026-11-30 08:39:23.026335+00');

INSERT INTO platform.invitation VALUES
	('01a22b9b-a435-72f5-bb9b-05147f3bf679', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'cara@office.test', 'casting_director', '{}', '\xfb50a753e2afd7b471ef6afbb8d7ac5617edb8f1f0a53d72ce0e02863625713d', '01a22b9b-9871-7144-811a-5b0ba53e8e86', '2026-11-30 08:39:10.127336+00', '2026-12-07 08:39:10.127336+00', NULL, NULL, 'Cara@Office.test');

INSERT INTO platform.membership VALUES
	('01a22b9b-98db-775d-a6ae-91fc461bf46f', '01a22b9b-9871-7144-811a-5b0ba53e8e86', 'owner', '2026-11-30 08:39:07.218787+00', '{}'),
	('01a22b9b-d56f-72d3-8c4a-3c4ad025b837', '01a22b9b-d53a-7249-a348-d412be843e60', 'owner', '2026-11-30 08:39:22.733105+00', '{}');

INSERT INTO platform.migration VALUES
	('platform', 'shared', '0001_bus_and_ledger.sql', 'b193f2f8acc6a61bfe6bed2e689b8a59f1a64d2da9c2ce53f6ad278062ce3fdb', 'done', NULL, '2026-11-30 08:39:02.810773+00'),
	('platform', 'gateway', '0001_accounts.sql', 'fbde833c10a785ccc03a3526928565622c3157c22b272aa186b0abfdc92293a6', 'done', NULL, '2026-11-30 08:39:02.829646+00'),
	('platform', 'rooms', '0001_finishing.sql', '993dbfccb743ca710ab5d4a04e5631b4b09ce2c80c4cffb488bb4663d75b7367', 'done', NULL, '2026-11-30 08:39:02.851788+00'),
	('platform', 'billing', '0001_agencies.sql', '23776f85cd352c0a5bf7a464b7ee06875b90a19c4b50dadeb8f1a2a9b582ef19', 'done', NULL, '2026-11-30 08:39:02.854801+00'),
	('platform', 'gateway', '0002_access.sql', 'd71388c03916dbb835eb84df72c94f974406431fb9d83b02099324706e309759', 'done', NULL, '2026-11-30 08:39:02.862337+00'),
	('platform', 'rooms', '0002_taping.sql', '2844876fc258d20aa478a26fa990f5416026df4725e9756f29900fd6c9670417', 'done', NULL, '2026-11-30 08:39:02.886169+00'),
	('platform', 'billing', '0002_subscriptions.sql', 'cd0a55ae2ffe1a1317d5dc7bace3ee15f445bfabbcb550d5db5a589ca39d052c', 'done', NULL, '2026-11-30 08:39:02.889918+00'),
	('platform', 'gateway', '0003_audit_hash.sql', 'c60afb922a7389e2b65a1debb16f8fcc950a6de87d2a320867fc91b60e456968', 'done', NULL, '2026-11-30 08:39:02.92019+00'),
	('platform', 'billing', '0003_stripe_event_age.sql', '58287c39470692bdd286ed90c0272fbf03f79027ccf748824603a08bcc2bd350', 'done', NULL, '2026-11-30 08:39:02.925151+00'),
	('platform', 'gateway', '0004_api_tokens.sql', '2ef0237bdc58aeb01f05c26f20654ffcac2e4d22ca58892a3a173bf1c0a97eff', 'done', NULL, '2026-11-30 08:39:02.927091+00'),
	('platform', 'billing', '0004_money.sql', '6fa51ec10cb42852b3d02791b214c4142de5d8d07c8383fa307e425b1bcde908', 'done', NULL, '2026-11-30 08:39:02.933292+00'),
	('platform', 'gateway', '0005_repeats.sql', 'a203846b628f1066d4ac6b7e59aa08d8792767ff36081f9985f659b7cd9dee7b', 'done', NULL, '2026-11-30 08:39:02.95881+00'),
	('platform', 'billing', '0005_members.sql', '4cbd021dd0c59826d8bc77a7e0e3134c8bdd9310e9a366730e13d692126cca62', 'done', NULL, '2026-11-30 08:39:02.962244+00'),
	('platform', 'gateway', '0006_webhooks.sql', '1f22e39b0a2f4ca7c43693e359359b97872e279eccf6828e0740b4dfbbb1c4e6', 'done', NULL, '2026-11-30 08:39:02.974012+00'),
	('platform', 'billing', '0006_repairs.sql', '811655e083ab3d602a24d6ddfed2fba459e2897fce0791f4fe3c00ce93c0e755', 'done', NULL, '2026-11-30 08:39:02.985069+00'),
	('platform', 'gateway', '0007_webhooks_next.sql', '428677506686b706449717e8078ace1c15c6cf249e275287da1a61343dba16b9', 'done', NULL, '2026-11-30 08:39:02.987143+00'),
	('platform', 'billing', '0007_rooms_ask.sql', '3cf44248c82701975ea54c1e48530aaf52f034eb19a0b2e20ce3f29d8911ad34', 'done', NULL, '2026-11-30 08:39:02.990157+00'),
	('platform', 'gateway', '0008_mail_age.sql', '0edb2534b1b1cb7bd49613cf6a91b014f2f94fb07d0eda2e3d5bc89081ab46e3', 'done', NULL, '2026-11-30 08:39:02.990592+00'),
	('platform', 'billing', '0008_periods.sql', '14e43f777497641f5b87da21bf8022e4cb3727f617ba967454ea5c0c6e812f23', 'done', NULL, '2026-11-30 08:39:02.991378+00'),
	('platform', 'gateway', '0009_addresses.sql', '779317fdedc75c7cb60cb8b051305388242398b11a98a308d638469ff10fe762', 'done', NULL, '2026-11-30 08:39:02.999+00'),
	('platform', 'billing', '0009_addresses.sql', '26481399874ee8d56b91dfddfcaa7afce3de65aed33333040126b6bfdb5d8dcd', 'done', NULL, '2026-11-30 08:39:03.000656+00'),
	('platform', 'gateway', '0010_letters.sql', '54b6b2811764441907f1b19a4f44786672d9ee67a67635b8dc8002c4ed144709', 'done', NULL, '2026-11-30 08:39:03.004145+00'),
	('platform', 'billing', '0010_admissions.sql', '02783916bc0c17491d1465ce38a6c583481c72c2c133e5afd8091ca825d825b4', 'done', NULL, '2026-11-30 08:39:03.006002+00'),
	('platform', 'gateway', '0011_admissions.sql', '2b911d759f32a9f4f42aa2c2ede9aa1dd1de3d252b2353c9c3d34705e0cd12a4', 'done', NULL, '2026-11-30 08:39:03.006692+00'),
	('platform', 'billing', '0011_own_members.sql', 'ab6a3e92d380775b8444f5ce13740b63b4618a76166ae3370c3168f9c423342a', 'done', NULL, '2026-11-30 08:39:03.007546+00'),
	('platform', 'gateway', '0012_mails_that_wait.sql', '18c2d74d3bbb98e089b100331b5fa6a132ca08e4c15e620da5a53094799f3e66', 'done', NULL, '2026-11-30 08:39:03.009555+00'),
	('platform', 'gateway', '0013_mail_quotas.sql', 'c2ad8588213b7b7820e40e4fa68af4e127938b7cbe90136cc0646215d568809a', 'done', NULL, '2026-11-30 08:39:03.011212+00'),
	('platform', 'gateway', '0014_known_browsers.sql', 'dc4588093c3345f9f5b64b62e0de99582a2d90030111814e1c3e28a738a8868e', 'done', NULL, '2026-11-30 08:39:03.01323+00'),
	('platform', 'gateway', '0015_confirming.sql', '83f684331c8b70c780f5f73dd8e6025f3fbdddb02ddea45a5e18becbc67cfca0', 'done', NULL, '2026-11-30 08:39:03.016628+00'),
	('platform', 'gateway', '0016_sign_in_log.sql', '40f0a1d2337f3a31bb10a986762260613790c8d5159dc437a5a46f9ac6deb06a', 'done', NULL, '2026-11-30 08:39:03.017678+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0001_casting.sql', 'cbe45cb82d4ee0530dec08efbc752b23c7d4fca0820a3b3ecea3e04062e90fca', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0001_visits_and_takes.sql', '5a0566c22b359885ba95d2a74150ac460d9bae052d0974687645a07bf9ef03d5', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'billing', '0001_recorded.sql', '9ee4769ac8bf3a8b842db556c76946bc2d09c885832d84db588102ae05fd0167', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0002_rooms.sql', '19eeb21d7ab103e1a8311576d505059d96f7d289765240556c0acddc860a8111', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0002_names_rooms_and_markers.sql', '51b7232a8b27c6bde838f30ab28d938ec49734230e2d41bceb7889949fda0e82', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0003_wrapped.sql', 'be534f61c31d1aedda87dfb98f05221488c48fe4a3b6163872d394af76d76785', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0003_removals.sql', 'f3d036546fd648200195e7292d43f0eb5a54505212a70029de898c701992c11a', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0004_audit_chain.sql', '4a5aa457397006a76ba40411b6eb5c1760b8f604f26a54beeca9002d485b972f', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0004_mutes.sql', '650683e38a78fcbf8da169c1f456dfd7ee7363d9b468ec06e45cf2f64d62d117', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0005_reps.sql', '0b37636a64cfa54a94199571fe51f035a21d887965532655837a2502c13f578c', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0005_forgetting.sql', '7c1d02185a008bf543c1fd4b8455c70c00e6e047c99d2fddb6a62e66944c76db', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0006_forgetting.sql', 'f6152686c47b0729594ecbe13e0947463b58c63d6e07a838ff8d3a84b0928acf', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0006_take_endings.sql', '0ca791c951f3455d541434ef2de0819ef92dd5d19fd488b14c0da82618448f72', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0007_words.sql', 'ab829788cd377612f157e278638da1fe880b7b3ddf5e889c457e7c0a0593308b', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0007_consent_statements.sql', 'c72815029579502b134bf51729af3e35c7ee7b9e7424961ae8d5454c035b78e5', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0008_addresses.sql', '130ab385967704d65ea72aefcd2a64ee3ad0b596b0d019c21bcc2090f85e9569', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0008_seen.sql', '3c008c1359861882819d0c4944ede34d1d99880a8de89e07ff9d775e700aa940', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0009_admissions.sql', 'b234fdbd34b521dfaeeefc4ff00738920bf67f4b4d6c30a2438d17ccf3cc4212', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'rooms', '0009_turned_pictures.sql', '62a30393a116f47d47e5eb3f92b2b86a58b54fd45174246b68355fc72e3b922f', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0010_answers.sql', '4131449d6544a90c751845c44528e327ddf2b4f00ede4dded2d14c15f65d7e8c', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9b98db775da6ae91fc461bf46f', 'gateway', '0011_zones.sql', 'cedec903af7edb69d5ea54f09038ec4e22beeaaca44a88c21a5857a5f2b88ae1', 'done', NULL, '2026-11-30 08:39:07.218787+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0001_casting.sql', 'cbe45cb82d4ee0530dec08efbc752b23c7d4fca0820a3b3ecea3e04062e90fca', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0001_visits_and_takes.sql', '5a0566c22b359885ba95d2a74150ac460d9bae052d0974687645a07bf9ef03d5', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'billing', '0001_recorded.sql', '9ee4769ac8bf3a8b842db556c76946bc2d09c885832d84db588102ae05fd0167', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0002_rooms.sql', '19eeb21d7ab103e1a8311576d505059d96f7d289765240556c0acddc860a8111', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0002_names_rooms_and_markers.sql', '51b7232a8b27c6bde838f30ab28d938ec49734230e2d41bceb7889949fda0e82', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0003_wrapped.sql', 'be534f61c31d1aedda87dfb98f05221488c48fe4a3b6163872d394af76d76785', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0003_removals.sql', 'f3d036546fd648200195e7292d43f0eb5a54505212a70029de898c701992c11a', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0004_audit_chain.sql', '4a5aa457397006a76ba40411b6eb5c1760b8f604f26a54beeca9002d485b972f', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0004_mutes.sql', '650683e38a78fcbf8da169c1f456dfd7ee7363d9b468ec06e45cf2f64d62d117', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0005_reps.sql', '0b37636a64cfa54a94199571fe51f035a21d887965532655837a2502c13f578c', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0005_forgetting.sql', '7c1d02185a008bf543c1fd4b8455c70c00e6e047c99d2fddb6a62e66944c76db', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0006_forgetting.sql', 'f6152686c47b0729594ecbe13e0947463b58c63d6e07a838ff8d3a84b0928acf', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0006_take_endings.sql', '0ca791c951f3455d541434ef2de0819ef92dd5d19fd488b14c0da82618448f72', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0007_words.sql', 'ab829788cd377612f157e278638da1fe880b7b3ddf5e889c457e7c0a0593308b', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0007_consent_statements.sql', 'c72815029579502b134bf51729af3e35c7ee7b9e7424961ae8d5454c035b78e5', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0008_addresses.sql', '130ab385967704d65ea72aefcd2a64ee3ad0b596b0d019c21bcc2090f85e9569', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0008_seen.sql', '3c008c1359861882819d0c4944ede34d1d99880a8de89e07ff9d775e700aa940', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0009_admissions.sql', 'b234fdbd34b521dfaeeefc4ff00738920bf67f4b4d6c30a2438d17ccf3cc4212', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'rooms', '0009_turned_pictures.sql', '62a30393a116f47d47e5eb3f92b2b86a58b54fd45174246b68355fc72e3b922f', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0010_answers.sql', '4131449d6544a90c751845c44528e327ddf2b4f00ede4dded2d14c15f65d7e8c', 'done', NULL, '2026-11-30 08:39:22.733105+00'),
	('agency_01a22b9bd56f72d38c4a3c4ad025b837', 'gateway', '0011_zones.sql', 'cedec903af7edb69d5ea54f09038ec4e22beeaaca44a88c21a5857a5f2b88ae1', 'done', NULL, '2026-11-30 08:39:22.733105+00');

INSERT INTO platform.outbox VALUES
	('01a22b9b-997a-71be-a246-dbd7d8388b5d', 'billing', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'agencies.provisioned.v1', '{"type":"agencies.provisioned.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-997a-71be-a246-dbd7d8388b5d","at":"2026-11-30T08:39:07.386753Z","owner_id":"01a22b9b-9871-7144-811a-5b0ba53e8e86"}', '2026-11-30 08:39:07.387598+00', '2026-11-30 08:39:07.396044+00'),
	('01a22b9b-99ba-77be-a80c-442183ce5113', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'productions.started.v1', '{"type":"productions.started.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-99ba-77be-a80c-442183ce5113","at":"2026-11-30T08:39:07.450403Z","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"}', '2026-11-30 08:39:07.450844+00', '2026-11-30 08:39:07.47034+00'),
	('01a22b9b-a0cf-7226-9125-34ea2ae859ae', 'billing', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'subscriptions.changed.v1', '{"type":"subscriptions.changed.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a0cf-7226-9125-34ea2ae859ae","at":"2026-11-30T08:39:09.263940Z","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608","status":"active","plan":"short","changed_at":"2026-11-30T08:39:09.259390Z"}', '2026-11-30 08:39:09.267121+00', '2026-11-30 08:39:09.283302+00'),
	('01a22b9b-a19b-73f2-ac4e-dd9142727043', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a19b-73f2-ac4e-dd9142727043","at":"2026-11-30T08:39:09.467223Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c011d2a907ee"}', '2026-11-30 08:39:09.467519+00', '2026-11-30 08:39:09.470116+00'),
	('01a22b9b-a1d7-70f1-b7fe-71458cf78a37', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a1d7-70f1-b7fe-71458cf78a37","at":"2026-11-30T08:39:09.527068Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c0129062c727"}', '2026-11-30 08:39:09.52717+00', '2026-11-30 08:39:09.537656+00'),
	('01a22b9b-a244-741e-8d2f-d5d7c935fd69', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a244-741e-8d2f-d5d7c935fd69","at":"2026-11-30T08:39:09.636570Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c013731cf887"}', '2026-11-30 08:39:09.639125+00', '2026-11-30 08:39:09.647886+00'),
	('01a22b9b-a28b-7785-9089-b598ebaa04e6', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a28b-7785-9089-b598ebaa04e6","at":"2026-11-30T08:39:09.707900Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c01471637750"}', '2026-11-30 08:39:09.709232+00', '2026-11-30 08:39:09.713975+00'),
	('01a22b9b-a2c3-7301-b31f-07552f3b3f0a', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a2c3-7301-b31f-07552f3b3f0a","at":"2026-11-30T08:39:09.763689Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c016d1c5df63"}', '2026-11-30 08:39:09.764039+00', '2026-11-30 08:39:09.771477+00'),
	('01a22b9b-a30c-770c-a57f-4dac3f610683', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.actor_invited.v1', '{"type":"auditions.actor_invited.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a30c-770c-a57f-4dac3f610683","at":"2026-11-30T08:39:09.836817Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","slot_id":"01a22b9b-a142-75f7-98f5-c017f860d7d7"}', '2026-11-30 08:39:09.837301+00', '2026-11-30 08:39:09.854336+00'),
	('01a22b9b-a89b-75a6-ba38-0a502bc9d132', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'auditions.room_opened.v1', '{"type":"auditions.room_opened.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-a89b-75a6-ba38-0a502bc9d132","at":"2026-11-30T08:39:11.259673Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","opened_by":"01a22b9b-9871-7144-811a-5b0ba53e8e86"}', '2026-11-30 08:39:11.260126+00', '2026-11-30 08:39:11.315622+00'),
	('01a22b9b-aa58-7187-9ac9-1bf8d408dac4', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'visits.began.v1', '{"type":"visits.began.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-aa58-7187-9ac9-1bf8d408dac4","at":"2026-11-30T08:39:11.704826Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","visit_id":"01a22b9b-aa56-74e2-974b-0d2349a43e4f","guest_id":null}', '2026-11-30 08:39:11.705151+00', '2026-11-30 08:39:11.720532+00'),
	('01a22b9b-adff-7574-a22b-462a524aead4', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'visits.began.v1', '{"type":"visits.began.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-adff-7574-a22b-462a524aead4","at":"2026-11-30T08:39:12.639075Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","visit_id":"01a22b9b-adfe-7449-80c7-f93ddfa7f8cb","guest_id":null}', '2026-11-30 08:39:12.639326+00', '2026-11-30 08:39:12.673074+00'),
	('01a22b9b-b031-76b6-96ba-b7123561e6d7', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'visits.began.v1', '{"type":"visits.began.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-b031-76b6-96ba-b7123561e6d7","at":"2026-11-30T08:39:13.201643Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","visit_id":"01a22b9b-b031-76b6-96ba-b711e424d63c","guest_id":"01a22b9b-a190-751e-b6fe-df92927c25d7"}', '2026-11-30 08:39:13.201787+00', '2026-11-30 08:39:13.216226+00'),
	('01a22b9b-b0c9-761b-8ff7-924fcb798f78', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'consents.given.v1', '{"type":"consents.given.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-b0c9-761b-8ff7-924fcb798f78","at":"2026-11-30T08:39:13.353098Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","consent_id":"01a22b9b-b0c7-769a-a487-b132fa611f04"}', '2026-11-30 08:39:13.353485+00', '2026-11-30 08:39:13.3626+00'),
	('01a22b9b-b34e-7462-9c0a-f523d9aec2e9', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'consents.given.v1', '{"type":"consents.given.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-b34e-7462-9c0a-f523d9aec2e9","at":"2026-11-30T08:39:13.998525Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","consent_id":"01a22b9b-b34d-7316-bdab-a942605faf59"}', '2026-11-30 08:39:13.999668+00', '2026-11-30 08:39:14.006208+00'),
	('01a22b9b-b39d-7061-80c4-4cd031507a02', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'takes.started.v1', '{"type":"takes.started.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-b39d-7061-80c4-4cd031507a02","at":"2026-11-30T08:39:14.077389Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","take_id":"01a22b9b-b38e-72b7-b0b3-4e15d669020a"}', '2026-11-30 08:39:14.07755+00', '2026-11-30 08:39:14.104922+00'),
	('01a22b9b-bc7d-7399-b915-7e652ee913a1', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'takes.recorded.v1', '{"type":"takes.recorded.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-bc7d-7399-b915-7e652ee913a1","at":"2026-11-30T08:39:16.349629Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","take_id":"01a22b9b-b38e-72b7-b0b3-4e15d669020a","duration_ms":2218}', '2026-11-30 08:39:16.354067+00', '2026-11-30 08:39:16.361215+00'),
	('01a22b9b-cbe0-71ef-ada4-bd3f486a8554', 'rooms', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'takes.finished.v1', '{"type":"takes.finished.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-cbe0-71ef-ada4-bd3f486a8554","at":"2026-11-30T08:39:20.288636Z","session_id":"01a22b9b-a142-75f7-98f5-c010705072f9","take_id":"01a22b9b-b38e-72b7-b0b3-4e15d669020a"}', '2026-11-30 08:39:20.291402+00', '2026-11-30 08:39:20.297787+00'),
	('01a22b9b-cc0b-7311-98d6-620c7a3b1d5d', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'evaluations.take_scored.v1', '{"type":"evaluations.take_scored.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-cc0b-7311-98d6-620c7a3b1d5d","at":"2026-11-30T08:39:20.331582Z","take_id":"01a22b9b-b38e-72b7-b0b3-4e15d669020a","scored_by":"01a22b9b-9871-7144-811a-5b0ba53e8e86"}', '2026-11-30 08:39:20.331833+00', '2026-11-30 08:39:20.33355+00'),
	('01a22b9b-cc61-776b-b59a-890073c65e9e', 'gateway', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'evaluations.outcome_given.v1', '{"type":"evaluations.outcome_given.v1","agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","id":"01a22b9b-cc61-776b-b59a-890073c65e9e","at":"2026-11-30T08:39:20.417086Z","outcome_id":"01a22b9b-cc61-776b-b59a-88ff8c2a34d7","slot_id":"01a22b9b-a142-75f7-98f5-c011d2a907ee"}', '2026-11-30 08:39:20.465678+00', '2026-11-30 08:39:20.473957+00'),
	('01a22b9b-d5eb-713d-8726-c7db3dd34cd1', 'billing', '01a22b9b-d56f-72d3-8c4a-3c4ad025b837', 'agencies.provisioned.v1', '{"type":"agencies.provisioned.v1","agency_id":"01a22b9b-d56f-72d3-8c4a-3c4ad025b837","id":"01a22b9b-d5eb-713d-8726-c7db3dd34cd1","at":"2026-11-30T08:39:22.859711Z","owner_id":"01a22b9b-d53a-7249-a348-d412be843e60"}', '2026-11-30 08:39:22.860468+00', '2026-11-30 08:39:22.866303+00'),
	('01a22b9b-d60d-736d-9728-dc9f82b4db24', 'gateway', '01a22b9b-d56f-72d3-8c4a-3c4ad025b837', 'productions.started.v1', '{"type":"productions.started.v1","agency_id":"01a22b9b-d56f-72d3-8c4a-3c4ad025b837","id":"01a22b9b-d60d-736d-9728-dc9f82b4db24","at":"2026-11-30T08:39:22.893888Z","production_id":"01a22b9b-d60c-778e-ac31-3b3a2dc3cf06"}', '2026-11-30 08:39:22.983721+00', '2026-11-30 08:39:23.016517+00');

INSERT INTO platform.period VALUES
	('01a22b9b-99b5-7451-85ca-36bffe8f4608', '2026-11-30 08:39:09+00', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'short');

INSERT INTO platform.person VALUES
	('01a22b9b-9871-7144-811a-5b0ba53e8e86', 'olivia@office.test', 'Olivia Owner', '2026-11-30 08:39:07.120651+00', 'olivia@office.test'),
	('01a22b9b-d53a-7249-a348-d412be843e60', 'nora@next.test', 'Olivia Owner', '2026-11-30 08:39:22.68116+00', 'nora@next.test');

INSERT INTO platform.stripe_event VALUES
	('evt_57oWAVGVG2lV5CQw82vLd2Qk', 'customer.subscription.created', '{"id":"evt_57oWAVGVG2lV5CQw82vLd2Qk","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"sub_SQfZUmftS4PVTv68dwpaYIb8","object":"subscription","created":1796027949,"livemode":false,"application":null,"application_fee_percent":null,"billing_thresholds":null,"cancel_at":null,"canceled_at":null,"days_until_due":null,"default_payment_method":null,"default_source":null,"ended_at":null,"latest_invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","next_pending_invoice_item_invoice":null,"on_behalf_of":null,"pause_collection":null,"pending_invoice_item_interval":null,"pending_setup_intent":null,"pending_update":null,"schedule":null,"test_clock":null,"transfer_data":null,"trial_end":null,"trial_start":null,"automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null},"billing_cycle_anchor":1796027949,"billing_mode":{"flexible":null,"type":"flexible"},"billing_schedules":[],"cancel_at_period_end":false,"cancellation_details":{"comment":null,"feedback":null,"reason":null},"collection_method":"charge_automatically","currency":"usd","customer":"cus_nusJlcChpQHoPB","default_tax_rates":[],"description":"Ночь №12, “Twelfth” <Night>","discounts":[],"invoice_settings":{"account_tax_ids":null,"issuer":{"type":"self"}},"items":{"object":"list","url":"/v1/subscription_items?subscription=sub_SQfZUmftS4PVTv68dwpaYIb8","has_more":false,"data":[{"id":"si_VSUMVJBY9gPryT","object":"subscription_item","billing_thresholds":null,"created":1796027949,"current_period_end":1798619949,"current_period_start":1796027949,"discounts":[],"metadata":{},"plan":{"active":true,"billing_scheme":"per_unit","created":1796027945,"currency":"usd","id":"price_dJER0lm7rNihhQAMdLGC1QIN","livemode":false,"metadata":{},"nickname":"Callboard Short film, a month","product":"prod_niTkXDwxiioT5p","tiers_mode":null,"interval":"month","interval_count":1,"meter":null,"trial_period_days":null,"usage_type":"licensed","object":"plan","amount":2900,"amount_decimal":"2900","transform_usage":null},"price":{"id":"price_dJER0lm7rNihhQAMdLGC1QIN","object":"price","created":1796027945,"livemode":false,"active":true,"billing_scheme":"per_unit","custom_unit_amount":null,"lookup_key":"callboard_short_2900","metadata":{},"nickname":"Callboard Short film, a month","recurring":{"interval":"month","interval_count":1,"meter":null,"trial_period_days":null,"usage_type":"licensed"},"tax_behavior":"unspecified","tiers_mode":null,"transform_quantity":null,"type":"recurring","unit_amount":2900,"unit_amount_decimal":"2900","currency":"usd","product":"prod_niTkXDwxiioT5p"},"quantity":1,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","tax_rates":[]}]},"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"payment_settings":{"payment_method_options":null,"payment_method_types":null,"save_default_payment_method":"off"},"start_date":1796027949,"status":"active","trial_settings":{"end_behavior":{"missing_payment_method":"create_invoice"}}}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"customer.subscription.created"}', 'done', 0, NULL, '2026-11-30 08:39:09.196548+00', '2026-11-30 08:41:09.210888+00'),
	('evt_SwCGFH3HFzWDPkGBpdbFOvMg', 'invoice.paid', '{"id":"evt_SwCGFH3HFzWDPkGBpdbFOvMg","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"in_tFHKlXrTw266UDSAiAaTVc6D","object":"invoice","created":1796027949,"livemode":false,"account_tax_ids":null,"application":null,"automatically_finalizes_at":null,"custom_fields":null,"customer_address":null,"customer_phone":null,"customer_shipping":null,"default_payment_method":null,"default_source":null,"description":null,"due_date":null,"effective_at":1796027949,"footer":null,"from_invoice":null,"hosted_invoice_url":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D","invoice_pdf":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D/pdf","last_finalization_error":null,"latest_revision":null,"next_payment_attempt":null,"number":"EFCEIOQX-0001","on_behalf_of":null,"receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,"statement_descriptor":null,"test_clock":null,"webhooks_delivered_at":null,"amount_due":2900,"amount_overpaid":0,"amount_paid":2900,"amount_remaining":0,"amount_shipping":0,"ending_balance":0,"post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,"starting_balance":0,"subtotal":2900,"subtotal_excluding_tax":2900,"total":2900,"attempt_count":1,"attempted":true,"auto_advance":false,"automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null},"billing_reason":"subscription_create","collection_method":"charge_automatically","currency":"usd","customer":"cus_nusJlcChpQHoPB","customer_email":"olivia@office.test","customer_name":"Großes Büro – 大 & Söhne","customer_tax_exempt":"none","default_tax_rates":[],"discounts":[],"issuer":{"type":"self"},"lines":{"object":"list","url":"/v1/invoices/in_tFHKlXrTw266UDSAiAaTVc6D/lines","has_more":false,"data":[{"id":"il_G19A6ASQXCYxUr5w2mjg4Z8N","object":"line_item","amount":2900,"currency":"usd","description":"Callboard Short film, a month","discount_amounts":[],"discountable":true,"discounts":[],"invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","livemode":false,"metadata":{},"parent":{"type":"subscription_item_details","invoice_item_details":null,"subscription_item_details":{"invoice_item":null,"proration":false,"proration_details":null,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","subscription_item":"si_VSUMVJBY9gPryT"}},"period":{"start":1796027949,"end":1798619949},"pretax_credit_amounts":[],"pricing":{"type":"price_details","price_details":{"price":"price_dJER0lm7rNihhQAMdLGC1QIN","product":"prod_niTkXDwxiioT5p"},"unit_amount_decimal":"2900"},"quantity":1,"subtotal":2900,"taxes":[]}]},"metadata":{},"parent":{"quote_details":null,"subscription_details":{"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8"},"type":"subscription_details"},"payment_settings":{"default_mandate":null,"payment_method_options":null,"payment_method_types":null},"period_end":1796027949,"period_start":1796027949,"status":"paid","status_transitions":{"finalized_at":1796027949,"marked_uncollectible_at":null,"paid_at":1796027949,"voided_at":null},"total_discount_amounts":[]}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"invoice.paid"}', 'done', 0, NULL, '2026-11-30 08:39:09.302707+00', '2026-11-30 08:41:09.782424+00'),
	('evt_9uxHuRY5ICxMJlyvNyiaw7fc', 'checkout.session.completed', '{"id":"evt_9uxHuRY5ICxMJlyvNyiaw7fc","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"cs_test_9Vrmd9KGuZK7DgABbUu1kVd2sh3JAAaHXANUwD2ru70ygOWfYLbLoU4QfJ","object":"checkout.session","created":1796027949,"livemode":false,"after_expiration":null,"allow_promotion_codes":true,"billing_address_collection":"auto","cancel_url":"http://localhost:18001/productions/01a22b9b-99b5-7451-85ca-36bffe8f4608","client_reference_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608","client_secret":null,"consent":null,"consent_collection":null,"customer":"cus_nusJlcChpQHoPB","customer_creation":null,"customer_details":{"address":null,"business_name":null,"individual_name":null,"phone":null,"tax_ids":null,"email":"owner@office.test","name":"Test","tax_exempt":"none"},"customer_email":null,"invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","invoice_creation":null,"locale":null,"payment_intent":null,"payment_link":null,"payment_method_options":null,"setup_intent":null,"shipping_address_collection":null,"shipping_cost":null,"submit_type":null,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","success_url":"http://localhost:18001/productions/01a22b9b-99b5-7451-85ca-36bffe8f4608/subscribed","amount_subtotal":2900,"amount_total":2900,"automatic_tax":{"enabled":false,"liability":null,"provider":null,"status":null},"currency":"usd","custom_fields":[],"custom_text":{"after_submit":null,"shipping_address":null,"submit":null,"terms_of_service_acceptance":null},"expires_at":1796114349,"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"mode":"subscription","payment_method_collection":"always","payment_method_types":["card"],"payment_status":"paid","phone_number_collection":{"enabled":false},"shipping_options":[],"status":"complete","total_details":{"amount_discount":0,"amount_shipping":0,"amount_tax":0},"ui_mode":"hosted_page","url":null,"tax_id_collection":{"enabled":true,"required":"never"}}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"checkout.session.completed"}', 'done', 0, NULL, '2026-11-30 08:39:09.357135+00', '2026-11-30 08:41:09.782424+00'),
	('evt_Wj1VMgrsN2S36Htq9985MtOS', 'invoice.payment_succeeded', '{"id":"evt_Wj1VMgrsN2S36Htq9985MtOS","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"in_tFHKlXrTw266UDSAiAaTVc6D","object":"invoice","created":1796027949,"livemode":false,"account_tax_ids":null,"application":null,"automatically_finalizes_at":null,"custom_fields":null,"customer_address":null,"customer_phone":null,"customer_shipping":null,"default_payment_method":null,"default_source":null,"description":null,"due_date":null,"effective_at":1796027949,"footer":null,"from_invoice":null,"hosted_invoice_url":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D","invoice_pdf":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D/pdf","last_finalization_error":null,"latest_revision":null,"next_payment_attempt":null,"number":"EFCEIOQX-0001","on_behalf_of":null,"receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,"statement_descriptor":null,"test_clock":null,"webhooks_delivered_at":null,"amount_due":2900,"amount_overpaid":0,"amount_paid":2900,"amount_remaining":0,"amount_shipping":0,"ending_balance":0,"post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,"starting_balance":0,"subtotal":2900,"subtotal_excluding_tax":2900,"total":2900,"attempt_count":1,"attempted":true,"auto_advance":false,"automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null},"billing_reason":"subscription_create","collection_method":"charge_automatically","currency":"usd","customer":"cus_nusJlcChpQHoPB","customer_email":"olivia@office.test","customer_name":"Großes Büro – 大 & Söhne","customer_tax_exempt":"none","default_tax_rates":[],"discounts":[],"issuer":{"type":"self"},"lines":{"object":"list","url":"/v1/invoices/in_tFHKlXrTw266UDSAiAaTVc6D/lines","has_more":false,"data":[{"id":"il_G19A6ASQXCYxUr5w2mjg4Z8N","object":"line_item","amount":2900,"currency":"usd","description":"Callboard Short film, a month","discount_amounts":[],"discountable":true,"discounts":[],"invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","livemode":false,"metadata":{},"parent":{"type":"subscription_item_details","invoice_item_details":null,"subscription_item_details":{"invoice_item":null,"proration":false,"proration_details":null,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","subscription_item":"si_VSUMVJBY9gPryT"}},"period":{"start":1796027949,"end":1798619949},"pretax_credit_amounts":[],"pricing":{"type":"price_details","price_details":{"price":"price_dJER0lm7rNihhQAMdLGC1QIN","product":"prod_niTkXDwxiioT5p"},"unit_amount_decimal":"2900"},"quantity":1,"subtotal":2900,"taxes":[]}]},"metadata":{},"parent":{"quote_details":null,"subscription_details":{"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8"},"type":"subscription_details"},"payment_settings":{"default_mandate":null,"payment_method_options":null,"payment_method_types":null},"period_end":1796027949,"period_start":1796027949,"status":"paid","status_transitions":{"finalized_at":1796027949,"marked_uncollectible_at":null,"paid_at":1796027949,"voided_at":null},"total_discount_amounts":[]}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"invoice.payment_succeeded"}', 'ignored', 0, NULL, '2026-11-30 08:39:09.327563+00', '2026-11-30 08:41:09.782424+00'),
	('evt_GgLG7bZFUt2AAJ5I0oWvMGrj', 'invoice.finalized', '{"id":"evt_GgLG7bZFUt2AAJ5I0oWvMGrj","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"in_tFHKlXrTw266UDSAiAaTVc6D","object":"invoice","created":1796027949,"livemode":false,"account_tax_ids":null,"application":null,"automatically_finalizes_at":null,"custom_fields":null,"customer_address":null,"customer_phone":null,"customer_shipping":null,"default_payment_method":null,"default_source":null,"description":null,"due_date":null,"effective_at":1796027949,"footer":null,"from_invoice":null,"hosted_invoice_url":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D","invoice_pdf":"http://127.0.0.1:8043/i/in_tFHKlXrTw266UDSAiAaTVc6D/pdf","last_finalization_error":null,"latest_revision":null,"next_payment_attempt":null,"number":"EFCEIOQX-0001","on_behalf_of":null,"receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,"statement_descriptor":null,"test_clock":null,"webhooks_delivered_at":null,"amount_due":2900,"amount_overpaid":0,"amount_paid":0,"amount_remaining":2900,"amount_shipping":0,"ending_balance":0,"post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,"starting_balance":0,"subtotal":2900,"subtotal_excluding_tax":2900,"total":2900,"attempt_count":0,"attempted":false,"auto_advance":true,"automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null},"billing_reason":"subscription_create","collection_method":"charge_automatically","currency":"usd","customer":"cus_nusJlcChpQHoPB","customer_email":"olivia@office.test","customer_name":"Großes Büro – 大 & Söhne","customer_tax_exempt":"none","default_tax_rates":[],"discounts":[],"issuer":{"type":"self"},"lines":{"object":"list","url":"/v1/invoices/in_tFHKlXrTw266UDSAiAaTVc6D/lines","has_more":false,"data":[{"id":"il_G19A6ASQXCYxUr5w2mjg4Z8N","object":"line_item","amount":2900,"currency":"usd","description":"Callboard Short film, a month","discount_amounts":[],"discountable":true,"discounts":[],"invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","livemode":false,"metadata":{},"parent":{"type":"subscription_item_details","invoice_item_details":null,"subscription_item_details":{"invoice_item":null,"proration":false,"proration_details":null,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","subscription_item":"si_VSUMVJBY9gPryT"}},"period":{"start":1796027949,"end":1798619949},"pretax_credit_amounts":[],"pricing":{"type":"price_details","price_details":{"price":"price_dJER0lm7rNihhQAMdLGC1QIN","product":"prod_niTkXDwxiioT5p"},"unit_amount_decimal":"2900"},"quantity":1,"subtotal":2900,"taxes":[]}]},"metadata":{},"parent":{"quote_details":null,"subscription_details":{"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8"},"type":"subscription_details"},"payment_settings":{"default_mandate":null,"payment_method_options":null,"payment_method_types":null},"period_end":1796027949,"period_start":1796027949,"status":"open","status_transitions":{"finalized_at":1796027949,"marked_uncollectible_at":null,"paid_at":null,"voided_at":null},"total_discount_amounts":[]}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"invoice.finalized"}', 'ignored', 0, NULL, '2026-11-30 08:39:09.28355+00', '2026-11-30 08:41:09.782424+00'),
	('evt_pJQA8S3w7GyQLHFt7LNgp7d2', 'invoice.created', '{"id":"evt_pJQA8S3w7GyQLHFt7LNgp7d2","object":"event","created":1796027949,"livemode":false,"api_version":"2026-10-28.endive","data":{"object":{"id":"in_tFHKlXrTw266UDSAiAaTVc6D","object":"invoice","created":1796027949,"livemode":false,"account_tax_ids":null,"application":null,"automatically_finalizes_at":null,"custom_fields":null,"customer_address":null,"customer_phone":null,"customer_shipping":null,"default_payment_method":null,"default_source":null,"description":null,"due_date":null,"effective_at":null,"footer":null,"from_invoice":null,"hosted_invoice_url":null,"invoice_pdf":null,"last_finalization_error":null,"latest_revision":null,"next_payment_attempt":null,"number":null,"on_behalf_of":null,"receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,"statement_descriptor":null,"test_clock":null,"webhooks_delivered_at":null,"amount_due":2900,"amount_overpaid":0,"amount_paid":0,"amount_remaining":2900,"amount_shipping":0,"ending_balance":0,"post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,"starting_balance":0,"subtotal":2900,"subtotal_excluding_tax":2900,"total":2900,"attempt_count":0,"attempted":false,"auto_advance":true,"automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null},"billing_reason":"subscription_create","collection_method":"charge_automatically","currency":"usd","customer":"cus_nusJlcChpQHoPB","customer_email":"olivia@office.test","customer_name":"Großes Büro – 大 & Söhne","customer_tax_exempt":"none","default_tax_rates":[],"discounts":[],"issuer":{"type":"self"},"lines":{"object":"list","url":"/v1/invoices/in_tFHKlXrTw266UDSAiAaTVc6D/lines","has_more":false,"data":[{"id":"il_G19A6ASQXCYxUr5w2mjg4Z8N","object":"line_item","amount":2900,"currency":"usd","description":"Callboard Short film, a month","discount_amounts":[],"discountable":true,"discounts":[],"invoice":"in_tFHKlXrTw266UDSAiAaTVc6D","livemode":false,"metadata":{},"parent":{"type":"subscription_item_details","invoice_item_details":null,"subscription_item_details":{"invoice_item":null,"proration":false,"proration_details":null,"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8","subscription_item":"si_VSUMVJBY9gPryT"}},"period":{"start":1796027949,"end":1798619949},"pretax_credit_amounts":[],"pricing":{"type":"price_details","price_details":{"price":"price_dJER0lm7rNihhQAMdLGC1QIN","product":"prod_niTkXDwxiioT5p"},"unit_amount_decimal":"2900"},"quantity":1,"subtotal":2900,"taxes":[]}]},"metadata":{},"parent":{"quote_details":null,"subscription_details":{"metadata":{"agency_id":"01a22b9b-98db-775d-a6ae-91fc461bf46f","production_id":"01a22b9b-99b5-7451-85ca-36bffe8f4608"},"subscription":"sub_SQfZUmftS4PVTv68dwpaYIb8"},"type":"subscription_details"},"payment_settings":{"default_mandate":null,"payment_method_options":null,"payment_method_types":null},"period_end":1796027949,"period_start":1796027949,"status":"draft","status_transitions":{"finalized_at":null,"marked_uncollectible_at":null,"paid_at":null,"voided_at":null},"total_discount_amounts":[]}},"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"invoice.created"}', 'done', 0, NULL, '2026-11-30 08:39:09.249241+00', '2026-11-30 08:41:09.782424+00');

INSERT INTO platform.subscription VALUES
	('01a22b9b-99b5-7451-85ca-36bffe8f4608', '01a22b9b-98db-775d-a6ae-91fc461bf46f', 'sub_SQfZUmftS4PVTv68dwpaYIb8', 'short', 'active', '2026-11-30 08:39:09+00', '2026-12-30 08:39:09+00', NULL, '2026-11-30 08:39:09.858962+00', '2026-11-30 08:39:09.803062+00', '2026-11-30 08:39:09+00', NULL);

INSERT INTO platform.taping VALUES
	('a842bcaf-3eaf-472b-90b3-b35a8738824c', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '2026-11-30 08:39:24.721156+00'),
	('3fbbe828-7df4-4971-8308-1633488fd572', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '2026-11-30 08:39:24.721156+00');

INSERT INTO platform.tenant VALUES
	('01a22b9b-98db-775d-a6ae-91fc461bf46f', 'one', '2026-11-30 08:39:07.218787+00'),
	('01a22b9b-d56f-72d3-8c4a-3c4ad025b837', 'one', '2026-11-30 08:39:22.733105+00');

INSERT INTO platform.usage VALUES
	('01a22b9b-b38e-72b7-b0b3-4e15d669020a', '01a22b9b-98db-775d-a6ae-91fc461bf46f', '01a22b9b-99b5-7451-85ca-36bffe8f4608', 2218, '2026-11-30 08:39:16.369317+00');

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.audit
    ADD CONSTRAINT audit_line_key UNIQUE (line);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.consent_statement
    ADD CONSTRAINT consent_statement_pkey PRIMARY KEY (version);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.guest
    ADD CONSTRAINT guest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.guest
    ADD CONSTRAINT guest_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.marker
    ADD CONSTRAINT marker_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.mute
    ADD CONSTRAINT mute_pkey PRIMARY KEY (session_id, room, who);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.outcome
    ADD CONSTRAINT outcome_guest_id_key UNIQUE (guest_id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.outcome
    ADD CONSTRAINT outcome_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.production
    ADD CONSTRAINT production_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.recording
    ADD CONSTRAINT recording_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.recording
    ADD CONSTRAINT recording_take_id_who_key UNIQUE (take_id, who);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.removal
    ADD CONSTRAINT removal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.scorecard
    ADD CONSTRAINT scorecard_pkey PRIMARY KEY (take_id, person_id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.sides
    ADD CONSTRAINT sides_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.slot
    ADD CONSTRAINT slot_session_id_position_key UNIQUE (session_id, "position");

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.take
    ADD CONSTRAINT take_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.take
    ADD CONSTRAINT take_session_id_role_id_scene_number_key UNIQUE (session_id, role_id, scene, number);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.audit
    ADD CONSTRAINT audit_line_key UNIQUE (line);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.consent_statement
    ADD CONSTRAINT consent_statement_pkey PRIMARY KEY (version);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.guest
    ADD CONSTRAINT guest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.guest
    ADD CONSTRAINT guest_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.marker
    ADD CONSTRAINT marker_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.mute
    ADD CONSTRAINT mute_pkey PRIMARY KEY (session_id, room, who);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome
    ADD CONSTRAINT outcome_guest_id_key UNIQUE (guest_id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome
    ADD CONSTRAINT outcome_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.production
    ADD CONSTRAINT production_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.recording
    ADD CONSTRAINT recording_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.recording
    ADD CONSTRAINT recording_take_id_who_key UNIQUE (take_id, who);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.removal
    ADD CONSTRAINT removal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.scorecard
    ADD CONSTRAINT scorecard_pkey PRIMARY KEY (take_id, person_id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.sides
    ADD CONSTRAINT sides_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.slot
    ADD CONSTRAINT slot_session_id_position_key UNIQUE (session_id, "position");

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.take
    ADD CONSTRAINT take_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.take
    ADD CONSTRAINT take_session_id_role_id_scene_number_key UNIQUE (session_id, role_id, scene, number);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.api_repeat
    ADD CONSTRAINT api_repeat_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY gateway.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.api_token
    ADD CONSTRAINT api_token_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY gateway.known_browser
    ADD CONSTRAINT known_browser_pkey PRIMARY KEY (person_id, browser_hash);

ALTER TABLE ONLY gateway.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.passkey_challenge
    ADD CONSTRAINT passkey_challenge_pkey PRIMARY KEY (browser_hash);

ALTER TABLE ONLY gateway.passkey
    ADD CONSTRAINT passkey_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY gateway.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.sign_in_event
    ADD CONSTRAINT sign_in_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.sign_in_link
    ADD CONSTRAINT sign_in_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY gateway.web_session
    ADD CONSTRAINT web_session_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY gateway.webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.webhook_delivery
    ADD CONSTRAINT webhook_delivery_webhook_id_event_id_key UNIQUE (webhook_id, event_id);

ALTER TABLE ONLY gateway.webhook
    ADD CONSTRAINT webhook_id_agency_id_key UNIQUE (id, agency_id);

ALTER TABLE ONLY gateway.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.checkout
    ADD CONSTRAINT checkout_pkey PRIMARY KEY (stripe_id);

ALTER TABLE ONLY platform.checkout
    ADD CONSTRAINT checkout_production_id_serial_key UNIQUE (production_id, serial);

ALTER TABLE ONLY platform.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (agency_id);

ALTER TABLE ONLY platform.customer
    ADD CONSTRAINT customer_stripe_id_key UNIQUE (stripe_id);

ALTER TABLE ONLY platform.finishing
    ADD CONSTRAINT finishing_pkey PRIMARY KEY (take_id);

ALTER TABLE ONLY platform.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id);

ALTER TABLE ONLY platform.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY platform.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (agency_id, person_id);

ALTER TABLE ONLY platform.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (scope, service, file);

ALTER TABLE ONLY platform.money_notice
    ADD CONSTRAINT money_notice_pkey PRIMARY KEY (production_id, about);

ALTER TABLE ONLY platform.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.period
    ADD CONSTRAINT period_pkey PRIMARY KEY (production_id, starts_at);

ALTER TABLE ONLY platform.person
    ADD CONSTRAINT person_email_key UNIQUE (email);

ALTER TABLE ONLY platform.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.repair
    ADD CONSTRAINT repair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.stripe_event
    ADD CONSTRAINT stripe_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY platform.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (production_id);

ALTER TABLE ONLY platform.subscription
    ADD CONSTRAINT subscription_stripe_id_key UNIQUE (stripe_id);

ALTER TABLE ONLY platform.taping
    ADD CONSTRAINT taping_pkey PRIMARY KEY (take_id);

ALTER TABLE ONLY platform.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (agency_id);

ALTER TABLE ONLY platform.usage_bill
    ADD CONSTRAINT usage_bill_pkey PRIMARY KEY (production_id, period_starts_at);

ALTER TABLE ONLY platform.usage_billed
    ADD CONSTRAINT usage_billed_pkey PRIMARY KEY (take_id);

ALTER TABLE ONLY platform.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (take_id);

CREATE INDEX audit_at ON agency_01a22b9b98db775da6ae91fc461bf46f.audit USING btree (at);

CREATE INDEX audit_who ON agency_01a22b9b98db775da6ae91fc461bf46f.audit USING btree (who, line);

CREATE INDEX consent_latest ON agency_01a22b9b98db775da6ae91fc461bf46f.consent USING btree (session_id, who, given_at DESC, id DESC);

CREATE INDEX guest_client ON agency_01a22b9b98db775da6ae91fc461bf46f.guest USING btree (client_id);

CREATE INDEX guest_email ON agency_01a22b9b98db775da6ae91fc461bf46f.guest USING btree (email);

CREATE INDEX guest_session ON agency_01a22b9b98db775da6ae91fc461bf46f.guest USING btree (session_id);

CREATE INDEX guest_slot ON agency_01a22b9b98db775da6ae91fc461bf46f.guest USING btree (slot_id);

CREATE INDEX marker_take ON agency_01a22b9b98db775da6ae91fc461bf46f.marker USING btree (take_id, at_ms);

CREATE UNIQUE INDEX removal_current ON agency_01a22b9b98db775da6ae91fc461bf46f.removal USING btree (session_id, who) WHERE (let_in_at IS NULL);

CREATE INDEX role_production ON agency_01a22b9b98db775da6ae91fc461bf46f.role USING btree (production_id);

CREATE INDEX session_production ON agency_01a22b9b98db775da6ae91fc461bf46f.session USING btree (production_id);

CREATE INDEX sides_role ON agency_01a22b9b98db775da6ae91fc461bf46f.sides USING btree (role_id);

CREATE INDEX take_session ON agency_01a22b9b98db775da6ae91fc461bf46f.take USING btree (session_id, started_at);

CREATE INDEX visit_session ON agency_01a22b9b98db775da6ae91fc461bf46f.visit USING btree (session_id, began_at);

CREATE INDEX audit_at ON agency_01a22b9bd56f72d38c4a3c4ad025b837.audit USING btree (at);

CREATE INDEX audit_who ON agency_01a22b9bd56f72d38c4a3c4ad025b837.audit USING btree (who, line);

CREATE INDEX consent_latest ON agency_01a22b9bd56f72d38c4a3c4ad025b837.consent USING btree (session_id, who, given_at DESC, id DESC);

CREATE INDEX guest_client ON agency_01a22b9bd56f72d38c4a3c4ad025b837.guest USING btree (client_id);

CREATE INDEX guest_email ON agency_01a22b9bd56f72d38c4a3c4ad025b837.guest USING btree (email);

CREATE INDEX guest_session ON agency_01a22b9bd56f72d38c4a3c4ad025b837.guest USING btree (session_id);

CREATE INDEX guest_slot ON agency_01a22b9bd56f72d38c4a3c4ad025b837.guest USING btree (slot_id);

CREATE INDEX marker_take ON agency_01a22b9bd56f72d38c4a3c4ad025b837.marker USING btree (take_id, at_ms);

CREATE UNIQUE INDEX removal_current ON agency_01a22b9bd56f72d38c4a3c4ad025b837.removal USING btree (session_id, who) WHERE (let_in_at IS NULL);

CREATE INDEX role_production ON agency_01a22b9bd56f72d38c4a3c4ad025b837.role USING btree (production_id);

CREATE INDEX session_production ON agency_01a22b9bd56f72d38c4a3c4ad025b837.session USING btree (production_id);

CREATE INDEX sides_role ON agency_01a22b9bd56f72d38c4a3c4ad025b837.sides USING btree (role_id);

CREATE INDEX take_session ON agency_01a22b9bd56f72d38c4a3c4ad025b837.take USING btree (session_id, started_at);

CREATE INDEX visit_session ON agency_01a22b9bd56f72d38c4a3c4ad025b837.visit USING btree (session_id, began_at);

CREATE INDEX api_repeat_begun ON gateway.api_repeat USING btree (begun_at);

CREATE INDEX api_token_agency ON gateway.api_token USING btree (agency_id, made_at);

CREATE INDEX mail_about ON gateway.mail USING btree (about, queued_at) WHERE (about IS NOT NULL);

CREATE INDEX mail_agency ON gateway.mail USING btree (agency_id, queued_at);

CREATE INDEX mail_queued_by ON gateway.mail USING btree (queued_by, queued_at) WHERE (queued_by IS NOT NULL);

CREATE INDEX mail_recipient ON gateway.mail USING btree (recipient_key, queued_at) WHERE (recipient_key IS NOT NULL);

CREATE INDEX mail_sent ON gateway.mail USING btree (sent_at) WHERE (sent_at IS NOT NULL);

CREATE INDEX mail_waiting ON gateway.mail USING btree (due_at) WHERE ((sent_at IS NULL) AND (failure IS NULL));

CREATE INDEX passkey_challenge_expires ON gateway.passkey_challenge USING btree (expires_at);

CREATE INDEX passkey_person ON gateway.passkey USING btree (person_id);

CREATE INDEX sign_in_event_at ON gateway.sign_in_event USING btree (at);

CREATE INDEX sign_in_event_person ON gateway.sign_in_event USING btree (person_id, at);

CREATE INDEX sign_in_link_email ON gateway.sign_in_link USING btree (email, expires_at);

CREATE INDEX sign_in_link_expires ON gateway.sign_in_link USING btree (expires_at);

CREATE INDEX web_session_expires ON gateway.web_session USING btree (expires_at);

CREATE UNIQUE INDEX web_session_id ON gateway.web_session USING btree (id);

CREATE INDEX web_session_person ON gateway.web_session USING btree (person_id);

CREATE INDEX webhook_agency ON gateway.webhook USING btree (agency_id, made_at);

CREATE INDEX webhook_delivery_log ON gateway.webhook_delivery USING btree (webhook_id, id);

CREATE INDEX webhook_delivery_made ON gateway.webhook_delivery USING btree (made_at);

CREATE INDEX webhook_delivery_next ON gateway.webhook_delivery USING btree (webhook_id, due_at) WHERE (status = 'waiting'::text);

CREATE UNIQUE INDEX checkout_open ON platform.checkout USING btree (production_id) WHERE (status = 'open'::text);

CREATE INDEX finishing_next ON platform.finishing USING btree (wanted_at);

CREATE INDEX inbox_taken ON platform.inbox USING btree (taken_at);

CREATE INDEX invitation_email ON platform.invitation USING btree (email) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX invitation_open ON platform.invitation USING btree (agency_id, email) WHERE (ended_at IS NULL);

CREATE INDEX membership_person ON platform.membership USING btree (person_id, joined_at);

CREATE INDEX outbox_published ON platform.outbox USING btree (service, published_at);

CREATE INDEX outbox_waiting ON platform.outbox USING btree (service, written_at) WHERE (published_at IS NULL);

CREATE INDEX repair_at ON platform.repair USING btree (repaired_at);

CREATE INDEX repair_production ON platform.repair USING btree (production_id, repaired_at);

CREATE INDEX repair_untold ON platform.repair USING btree (agency_id) WHERE (told_at IS NULL);

CREATE INDEX stripe_event_received ON platform.stripe_event USING btree (received_at) WHERE (state <> 'waiting'::text);

CREATE INDEX stripe_event_waiting ON platform.stripe_event USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE INDEX subscription_agency ON platform.subscription USING btree (agency_id);

CREATE INDEX subscription_looked ON platform.subscription USING btree (looked_at);

CREATE INDEX taping_seen ON platform.taping USING btree (seen_at);

CREATE INDEX usage_billed_bill ON platform.usage_billed USING btree (production_id, period_starts_at);

CREATE INDEX usage_production ON platform.usage USING btree (production_id, counted_at);

CREATE TRIGGER admission_ended AFTER DELETE OR UPDATE OF token_hash, revoked_at, expires_at ON agency_01a22b9b98db775da6ae91fc461bf46f.guest FOR EACH ROW EXECUTE FUNCTION gateway.admission_ended('id');

CREATE TRIGGER chain_audit BEFORE INSERT ON agency_01a22b9b98db775da6ae91fc461bf46f.audit FOR EACH ROW EXECUTE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.chain_audit();

CREATE TRIGGER keep_audit BEFORE DELETE OR UPDATE OR TRUNCATE ON agency_01a22b9b98db775da6ae91fc461bf46f.audit FOR EACH STATEMENT EXECUTE FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.keep_audit();

CREATE TRIGGER admission_ended AFTER DELETE OR UPDATE OF token_hash, revoked_at, expires_at ON agency_01a22b9bd56f72d38c4a3c4ad025b837.guest FOR EACH ROW EXECUTE FUNCTION gateway.admission_ended('id');

CREATE TRIGGER chain_audit BEFORE INSERT ON agency_01a22b9bd56f72d38c4a3c4ad025b837.audit FOR EACH ROW EXECUTE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.chain_audit();

CREATE TRIGGER keep_audit BEFORE DELETE OR UPDATE OR TRUNCATE ON agency_01a22b9bd56f72d38c4a3c4ad025b837.audit FOR EACH STATEMENT EXECUTE FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.keep_audit();

CREATE TRIGGER admission_ended AFTER DELETE ON gateway.web_session FOR EACH ROW EXECUTE FUNCTION gateway.admission_ended('person_id');

CREATE TRIGGER mail_queued AFTER INSERT ON gateway.mail FOR EACH STATEMENT EXECUTE FUNCTION gateway.mail_queued();

CREATE TRIGGER tell_of_mail AFTER UPDATE ON gateway.mail FOR EACH ROW WHEN (((old.attempts = 0) AND (new.attempts > 0) AND (new.fact_body IS NOT NULL))) EXECUTE FUNCTION gateway.tell_of_mail();

CREATE TRIGGER webhook_due AFTER INSERT OR UPDATE OF due_at ON gateway.webhook_delivery FOR EACH STATEMENT EXECUTE FUNCTION gateway.webhook_due();

CREATE TRIGGER admission_ended AFTER DELETE ON platform.agency FOR EACH ROW EXECUTE FUNCTION platform.admission_ended('id');

CREATE TRIGGER admission_ended AFTER DELETE OR UPDATE OF role, productions ON platform.membership FOR EACH ROW EXECUTE FUNCTION platform.admission_ended('person_id');

CREATE TRIGGER outbox_written AFTER INSERT ON platform.outbox FOR EACH ROW EXECUTE FUNCTION platform.outbox_written();

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.guest
    ADD CONSTRAINT guest_client_id_fkey FOREIGN KEY (client_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.guest(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.guest
    ADD CONSTRAINT guest_session_id_fkey FOREIGN KEY (session_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.session(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.guest
    ADD CONSTRAINT guest_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.slot(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.marker
    ADD CONSTRAINT marker_take_id_fkey FOREIGN KEY (take_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.take(id) ON DELETE CASCADE;

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.outcome
    ADD CONSTRAINT outcome_guest_id_fkey FOREIGN KEY (guest_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.guest(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.outcome
    ADD CONSTRAINT outcome_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.slot(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.recording
    ADD CONSTRAINT recording_take_id_fkey FOREIGN KEY (take_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.take(id) ON DELETE CASCADE;

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.role
    ADD CONSTRAINT role_production_id_fkey FOREIGN KEY (production_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.production(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.session
    ADD CONSTRAINT session_production_id_fkey FOREIGN KEY (production_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.production(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.sides
    ADD CONSTRAINT sides_role_id_fkey FOREIGN KEY (role_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.role(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.slot
    ADD CONSTRAINT slot_role_id_fkey FOREIGN KEY (role_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.role(id);

ALTER TABLE ONLY agency_01a22b9b98db775da6ae91fc461bf46f.slot
    ADD CONSTRAINT slot_session_id_fkey FOREIGN KEY (session_id) REFERENCES agency_01a22b9b98db775da6ae91fc461bf46f.session(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.guest
    ADD CONSTRAINT guest_client_id_fkey FOREIGN KEY (client_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.guest(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.guest
    ADD CONSTRAINT guest_session_id_fkey FOREIGN KEY (session_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.session(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.guest
    ADD CONSTRAINT guest_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.slot(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.marker
    ADD CONSTRAINT marker_take_id_fkey FOREIGN KEY (take_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.take(id) ON DELETE CASCADE;

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome
    ADD CONSTRAINT outcome_guest_id_fkey FOREIGN KEY (guest_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.guest(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome
    ADD CONSTRAINT outcome_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.slot(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.recording
    ADD CONSTRAINT recording_take_id_fkey FOREIGN KEY (take_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.take(id) ON DELETE CASCADE;

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.role
    ADD CONSTRAINT role_production_id_fkey FOREIGN KEY (production_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.production(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.session
    ADD CONSTRAINT session_production_id_fkey FOREIGN KEY (production_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.production(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.sides
    ADD CONSTRAINT sides_role_id_fkey FOREIGN KEY (role_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.role(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.slot
    ADD CONSTRAINT slot_role_id_fkey FOREIGN KEY (role_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.role(id);

ALTER TABLE ONLY agency_01a22b9bd56f72d38c4a3c4ad025b837.slot
    ADD CONSTRAINT slot_session_id_fkey FOREIGN KEY (session_id) REFERENCES agency_01a22b9bd56f72d38c4a3c4ad025b837.session(id);

ALTER TABLE ONLY gateway.webhook_delivery
    ADD CONSTRAINT webhook_delivery_webhook_id_agency_id_fkey FOREIGN KEY (webhook_id, agency_id) REFERENCES gateway.webhook(id, agency_id) ON DELETE CASCADE;

ALTER TABLE ONLY platform.checkout
    ADD CONSTRAINT checkout_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES platform.agency(id);

ALTER TABLE ONLY platform.customer
    ADD CONSTRAINT customer_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES platform.agency(id);

ALTER TABLE ONLY platform.invitation
    ADD CONSTRAINT invitation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES platform.agency(id);

ALTER TABLE ONLY platform.membership
    ADD CONSTRAINT membership_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES platform.agency(id);

ALTER TABLE ONLY platform.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES platform.person(id);

ALTER TABLE ONLY platform.subscription
    ADD CONSTRAINT subscription_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES platform.agency(id);

ALTER TABLE ONLY platform.usage_billed
    ADD CONSTRAINT usage_billed_production_id_period_starts_at_fkey FOREIGN KEY (production_id, period_starts_at) REFERENCES platform.usage_bill(production_id, period_starts_at);

ALTER TABLE ONLY platform.usage_billed
    ADD CONSTRAINT usage_billed_take_id_fkey FOREIGN KEY (take_id) REFERENCES platform.usage(take_id);

GRANT USAGE ON SCHEMA agency_01a22b9b98db775da6ae91fc461bf46f TO gateway_01a22b9b98db775da6ae91fc461bf46f;
GRANT USAGE ON SCHEMA agency_01a22b9b98db775da6ae91fc461bf46f TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT USAGE ON SCHEMA agency_01a22b9b98db775da6ae91fc461bf46f TO billing_01a22b9b98db775da6ae91fc461bf46f;

GRANT USAGE ON SCHEMA agency_01a22b9bd56f72d38c4a3c4ad025b837 TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT USAGE ON SCHEMA agency_01a22b9bd56f72d38c4a3c4ad025b837 TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT USAGE ON SCHEMA agency_01a22b9bd56f72d38c4a3c4ad025b837 TO billing_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT USAGE ON SCHEMA gateway TO callboard_gateway_platform;
GRANT USAGE ON SCHEMA gateway TO callboard_gateway_tenant;

GRANT USAGE ON SCHEMA platform TO callboard_gateway_platform;
GRANT USAGE ON SCHEMA platform TO callboard_gateway_tenant;
GRANT USAGE ON SCHEMA platform TO callboard_rooms_platform;
GRANT USAGE ON SCHEMA platform TO callboard_rooms_tenant;
GRANT USAGE ON SCHEMA platform TO callboard_billing_platform;
GRANT USAGE ON SCHEMA platform TO callboard_billing_tenant;

REVOKE USAGE ON SCHEMA public FROM PUBLIC;

REVOKE ALL ON FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_casting(gone uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_casting(gone uuid) TO gateway_01a22b9b98db775da6ae91fc461bf46f;

REVOKE ALL ON FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_visits_and_takes(gone uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION agency_01a22b9b98db775da6ae91fc461bf46f.forget_visits_and_takes(gone uuid) TO rooms_01a22b9b98db775da6ae91fc461bf46f;

REVOKE ALL ON FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_casting(gone uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_casting(gone uuid) TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

REVOKE ALL ON FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_visits_and_takes(gone uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION agency_01a22b9bd56f72d38c4a3c4ad025b837.forget_visits_and_takes(gone uuid) TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;

REVOKE ALL ON FUNCTION gateway.mail_counts(sender uuid, address text, OUT agency_soon integer, OUT agency_day integer, OUT person_day integer, OUT recipient_day integer, OUT recipient_all integer, OUT again_s double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gateway.mail_counts(sender uuid, address text, OUT agency_soon integer, OUT agency_day integer, OUT person_day integer, OUT recipient_day integer, OUT recipient_all integer, OUT again_s double precision) TO callboard_gateway_tenant;

GRANT SELECT,INSERT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.audit TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent_statement TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.consent_statement TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.guest TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.marker TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.marker TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,DELETE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.mute TO rooms_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.outcome TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.production TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(id) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.production TO billing_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.recording TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.recording TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.removal TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.removal TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.role TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(id) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.role TO rooms_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(production_id) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.role TO rooms_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(name) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.role TO rooms_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.scorecard TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.session TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,DELETE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.sides TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT UPDATE(words) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.sides TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.slot TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.take TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.take TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(id) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.take TO billing_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT(production_id) ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.take TO billing_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.visit TO rooms_01a22b9b98db775da6ae91fc461bf46f;
GRANT SELECT ON TABLE agency_01a22b9b98db775da6ae91fc461bf46f.visit TO gateway_01a22b9b98db775da6ae91fc461bf46f;

GRANT SELECT,INSERT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.audit TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent_statement TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.consent_statement TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.guest TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.marker TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.marker TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,DELETE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.mute TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.outcome TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.production TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(id) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.production TO billing_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.recording TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.recording TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.removal TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.removal TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.role TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(id) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.role TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(production_id) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.role TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(name) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.role TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.scorecard TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.session TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,DELETE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.sides TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT UPDATE(words) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.sides TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.slot TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.take TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.take TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(id) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.take TO billing_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT(production_id) ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.take TO billing_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,UPDATE ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.visit TO rooms_01a22b9bd56f72d38c4a3c4ad025b837;
GRANT SELECT ON TABLE agency_01a22b9bd56f72d38c4a3c4ad025b837.visit TO gateway_01a22b9bd56f72d38c4a3c4ad025b837;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.api_repeat TO callboard_gateway_platform;

GRANT SELECT,INSERT,UPDATE ON TABLE gateway.api_token TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.known_browser TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.mail TO callboard_gateway_platform;
GRANT INSERT ON TABLE gateway.mail TO callboard_gateway_tenant;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.web_session TO callboard_gateway_platform;

GRANT SELECT ON TABLE gateway.open_session TO callboard_gateway_platform;

GRANT SELECT ON TABLE gateway.own_undelivered TO callboard_gateway_tenant;

GRANT SELECT,DELETE ON TABLE gateway.own_waiting_mail TO callboard_gateway_tenant;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.webhook TO callboard_gateway_platform;

GRANT SELECT ON TABLE gateway.own_webhook TO callboard_gateway_tenant;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.passkey TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.passkey_challenge TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE ON TABLE gateway.sign_in_event TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.sign_in_link TO callboard_gateway_platform;

GRANT SELECT,DELETE,UPDATE ON TABLE gateway.webhook_delivery TO callboard_gateway_platform;

GRANT INSERT(id) ON TABLE gateway.webhook_delivery TO callboard_gateway_tenant;

GRANT INSERT(webhook_id) ON TABLE gateway.webhook_delivery TO callboard_gateway_tenant;

GRANT INSERT(event_id) ON TABLE gateway.webhook_delivery TO callboard_gateway_tenant;

GRANT INSERT(kind) ON TABLE gateway.webhook_delivery TO callboard_gateway_tenant;

GRANT INSERT(body) ON TABLE gateway.webhook_delivery TO callboard_gateway_tenant;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.agency TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.agency TO callboard_gateway_platform;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.checkout TO callboard_billing_platform;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.customer TO callboard_billing_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.finishing TO callboard_rooms_platform;

GRANT SELECT,INSERT,DELETE ON TABLE platform.inbox TO callboard_gateway_platform;
GRANT SELECT,INSERT,DELETE ON TABLE platform.inbox TO callboard_rooms_platform;
GRANT SELECT,INSERT,DELETE ON TABLE platform.inbox TO callboard_billing_platform;
GRANT SELECT,INSERT ON TABLE platform.inbox TO callboard_gateway_tenant;
GRANT SELECT,INSERT ON TABLE platform.inbox TO callboard_rooms_tenant;
GRANT SELECT,INSERT ON TABLE platform.inbox TO callboard_billing_tenant;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.invitation TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.invitation TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.membership TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.membership TO callboard_gateway_platform;

GRANT SELECT,INSERT,DELETE ON TABLE platform.money_notice TO callboard_billing_platform;
GRANT SELECT,INSERT ON TABLE platform.money_notice TO callboard_billing_tenant;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.outbox TO callboard_gateway_platform;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.outbox TO callboard_rooms_platform;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.outbox TO callboard_billing_platform;
GRANT INSERT ON TABLE platform.outbox TO callboard_gateway_tenant;
GRANT INSERT ON TABLE platform.outbox TO callboard_rooms_tenant;
GRANT INSERT ON TABLE platform.outbox TO callboard_billing_tenant;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.subscription TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.subscription TO callboard_gateway_platform;
GRANT SELECT ON TABLE platform.subscription TO callboard_billing_tenant;

GRANT SELECT,INSERT ON TABLE platform.usage TO callboard_billing_platform;
GRANT SELECT,INSERT ON TABLE platform.usage TO callboard_billing_tenant;

GRANT SELECT,INSERT ON TABLE platform.usage_billed TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.usage_billed TO callboard_billing_tenant;

GRANT SELECT ON TABLE platform.own_account TO callboard_gateway_tenant;
GRANT SELECT ON TABLE platform.own_account TO callboard_rooms_tenant;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.person TO callboard_billing_platform;
GRANT SELECT ON TABLE platform.person TO callboard_gateway_platform;

GRANT SELECT ON TABLE platform.own_member TO callboard_gateway_tenant;

GRANT SELECT ON TABLE platform.own_payer TO callboard_gateway_tenant;

GRANT SELECT,INSERT ON TABLE platform.repair TO callboard_billing_platform;

GRANT UPDATE(told_at) ON TABLE platform.repair TO callboard_billing_platform;

GRANT SELECT ON TABLE platform.own_repair TO callboard_gateway_tenant;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.period TO callboard_billing_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.stripe_event TO callboard_billing_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.taping TO callboard_rooms_platform;
GRANT INSERT ON TABLE platform.taping TO callboard_rooms_tenant;

GRANT SELECT ON TABLE platform.tenant TO callboard_gateway_platform;
GRANT SELECT ON TABLE platform.tenant TO callboard_rooms_platform;
GRANT SELECT ON TABLE platform.tenant TO callboard_billing_platform;

GRANT SELECT,INSERT ON TABLE platform.usage_bill TO callboard_billing_platform;

