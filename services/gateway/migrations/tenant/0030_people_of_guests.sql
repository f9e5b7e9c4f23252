-- Until no process of the version before is left, what it writes is taken over as it comes: guests
-- become talent, candidates, contacts and reps, outcomes become decisions and answers, sessions are
-- in a round. What this version answers, that one sees as answered. infra/decisions/0041.
-- What is made takes the id of the oldest row that it is made of: ids stay in the order of time, and
-- to do it again changes nothing.

-- Whom two rows are about is one person where their addresses are the same, and their names but for
-- capitals and accents. Who was erased is nobody else.
CREATE FUNCTION person_key(email text, name text, id uuid) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN email LIKE '%@erased.invalid' THEN id::text
        ELSE email || ' ' || extensions.unaccented(lower(normalize(name, NFKC))) END
$$;

CREATE FUNCTION take_over_actors(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO talent (id, name, email, email_as_typed, zone, source, added_at)
    SELECT (array_agg(g.id ORDER BY g.invited_at, g.id))[1],
        (array_agg(g.name ORDER BY g.invited_at DESC, g.id DESC))[1], g.email,
        (array_agg(coalesce(g.email_as_typed, g.email) ORDER BY g.invited_at DESC, g.id DESC))[1],
        (array_agg(g.zone ORDER BY g.invited_at DESC, g.id DESC)
            FILTER (WHERE g.zone IS NOT NULL))[1],
        'invitation', min(g.invited_at)
    FROM guest g
    WHERE g.id = ANY(ids) AND g.role = 'actor' AND g.talent_id IS NULL AND NOT EXISTS (
        SELECT FROM talent t WHERE t.email = g.email AND t.deleted_at IS NULL
            AND person_key(t.email, t.name, t.id) = person_key(g.email, g.name, g.id))
    GROUP BY g.email, person_key(g.email, g.name, g.id);

    UPDATE guest g SET talent_id = coalesce(t.merged_into, t.id) FROM talent t
    WHERE g.id = ANY(ids) AND g.role = 'actor' AND g.talent_id IS NULL
        AND t.email = g.email AND t.deleted_at IS NULL
        AND person_key(t.email, t.name, t.id) = person_key(g.email, g.name, g.id);

    -- Who is invited was decided to be seen.
    WITH made AS (
        INSERT INTO candidate (id, production_id, role_id, talent_id, status, round_id, added_by,
            added_at)
        SELECT DISTINCT ON (l.role_id, g.talent_id) g.id, s.production_id, l.role_id, g.talent_id,
            'auditioning', s.round_id, g.invited_by, g.invited_at
        FROM guest g JOIN slot l ON l.id = g.slot_id JOIN session s ON s.id = l.session_id
        WHERE g.id = ANY(ids) AND g.talent_id IS NOT NULL AND l.role_id IS NOT NULL
        ORDER BY l.role_id, g.talent_id, g.invited_at, g.id
        ON CONFLICT (role_id, talent_id) DO NOTHING
        RETURNING id, production_id, round_id, added_by, added_at)
    INSERT INTO decision (id, candidate_id, production_id, kind, round_id, decided_by, decided_at)
    SELECT id, id, production_id, 'audition', round_id, added_by, added_at FROM made;

    INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id, added_at)
    SELECT DISTINCT ON (g.slot_id, c.id) g.slot_id, c.id, c.production_id, g.id, g.invited_at
    FROM guest g JOIN slot l ON l.id = g.slot_id
    JOIN candidate c ON c.role_id = l.role_id AND c.talent_id = g.talent_id
    WHERE g.id = ANY(ids)
    ORDER BY g.slot_id, c.id, g.revoked_at DESC NULLS FIRST, g.invited_at DESC, g.id DESC
    ON CONFLICT (slot_id, candidate_id) DO UPDATE SET guest_id = excluded.guest_id;
END $$;

-- A guardian is no contact, and the version before does not say whose they are.
CREATE FUNCTION take_over_company(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO contact (id, name, title, email, email_as_typed, zone, source, added_at)
    SELECT (array_agg(g.id ORDER BY g.invited_at, g.id))[1],
        (array_agg(g.name ORDER BY g.invited_at DESC, g.id DESC))[1],
        (array_agg(g.title ORDER BY g.invited_at DESC, g.id DESC))[1], g.email,
        (array_agg(coalesce(g.email_as_typed, g.email) ORDER BY g.invited_at DESC, g.id DESC))[1],
        (array_agg(g.zone ORDER BY g.invited_at DESC, g.id DESC)
            FILTER (WHERE g.zone IS NOT NULL))[1],
        'invitation', min(g.invited_at)
    FROM guest g
    WHERE g.id = ANY(ids) AND g.role IN ('decision_maker', 'reader') AND g.contact_id IS NULL
        AND NOT EXISTS (SELECT FROM contact c WHERE c.email = g.email AND c.deleted_at IS NULL
            AND person_key(c.email, c.name, c.id) = person_key(g.email, g.name, g.id))
    GROUP BY g.email, person_key(g.email, g.name, g.id);

    UPDATE guest g SET contact_id = c.id FROM contact c
    WHERE g.id = ANY(ids) AND g.role IN ('decision_maker', 'reader') AND g.contact_id IS NULL
        AND c.email = g.email AND c.deleted_at IS NULL
        AND person_key(c.email, c.name, c.id) = person_key(g.email, g.name, g.id);
END $$;

-- The title of a rep is the firm that they work for.
CREATE FUNCTION take_over_reps(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO rep_firm (id, name, added_at)
    SELECT (array_agg(g.id ORDER BY g.invited_at, g.id))[1],
        (array_agg(g.title ORDER BY g.invited_at DESC, g.id DESC))[1], min(g.invited_at)
    FROM guest g
    WHERE g.id = ANY(ids) AND g.role = 'rep' AND g.rep_id IS NULL AND g.title <> ''
        AND NOT EXISTS (SELECT FROM rep_firm f WHERE f.deleted_at IS NULL
            AND extensions.unaccented(lower(f.name)) = extensions.unaccented(lower(g.title)))
    GROUP BY extensions.unaccented(lower(g.title));

    INSERT INTO rep (id, firm_id, name, email, email_as_typed, zone, added_at)
    SELECT (array_agg(g.id ORDER BY g.invited_at, g.id))[1],
        (array_agg(f.id ORDER BY g.invited_at DESC, g.id DESC))[1],
        (array_agg(g.name ORDER BY g.invited_at DESC, g.id DESC))[1], g.email,
        (array_agg(coalesce(g.email_as_typed, g.email) ORDER BY g.invited_at DESC, g.id DESC))[1],
        (array_agg(g.zone ORDER BY g.invited_at DESC, g.id DESC)
            FILTER (WHERE g.zone IS NOT NULL))[1],
        min(g.invited_at)
    FROM guest g LEFT JOIN rep_firm f ON f.deleted_at IS NULL
        AND extensions.unaccented(lower(f.name)) = extensions.unaccented(lower(g.title))
    WHERE g.id = ANY(ids) AND g.role = 'rep' AND g.rep_id IS NULL AND NOT EXISTS (
        SELECT FROM rep r WHERE r.email = g.email AND r.deleted_at IS NULL
            AND person_key(r.email, r.name, r.id) = person_key(g.email, g.name, g.id))
    GROUP BY g.email, person_key(g.email, g.name, g.id);

    UPDATE guest g SET rep_id = r.id FROM rep r
    WHERE g.id = ANY(ids) AND g.role = 'rep' AND g.rep_id IS NULL
        AND r.email = g.email AND r.deleted_at IS NULL
        AND person_key(r.email, r.name, r.id) = person_key(g.email, g.name, g.id);

    INSERT INTO representation (talent_id, rep_id, added_at)
    SELECT client.talent_id, g.rep_id, min(g.invited_at)
    FROM guest g JOIN guest client ON client.id = g.client_id
    WHERE g.id = ANY(ids) AND g.rep_id IS NOT NULL AND client.talent_id IS NOT NULL
    GROUP BY client.talent_id, g.rep_id
    ON CONFLICT (talent_id, rep_id) DO NOTHING;
END $$;

-- An outcome is a decision and its answer, both under its id. What became of the mail is known
-- where it has a record; where it has none, it is sent when its time is over.
CREATE FUNCTION take_over_outcomes(ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO decision (id, candidate_id, production_id, kind, round_id, decided_by, decided_at)
    SELECT o.id, c.id, c.production_id, CASE o.answer WHEN 'hold' THEN 'pin'
        WHEN 'offer' THEN 'choose' ELSE o.answer END, s.round_id, o.decided_by, o.decided_at
    FROM outcome o JOIN guest g ON g.id = o.guest_id
    JOIN slot l ON l.id = o.slot_id JOIN session s ON s.id = l.session_id
    JOIN candidate c ON c.role_id = l.role_id AND c.talent_id = g.talent_id
    WHERE o.id = ANY(ids)
    ON CONFLICT (id) DO NOTHING;

    INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status, mail_id,
        leaves_at, written_by, written_at)
    SELECT o.id, d.candidate_id, d.production_id, d.id, o.message,
        CASE WHEN m.status IN ('refused', 'bounced', 'withdrawn') THEN 'failed'
            WHEN m.status IN ('waiting', 'put_off') THEN 'waiting'
            WHEN m.id IS NULL AND o.leaves_at > now() THEN 'waiting' ELSE 'sent' END,
        o.mail_id, o.leaves_at, o.decided_by, o.decided_at
    FROM outcome o JOIN decision d ON d.id = o.id LEFT JOIN mail_record m ON m.id = o.mail_id
    WHERE o.id = ANY(ids)
    ON CONFLICT (id) DO NOTHING;

    UPDATE candidate c SET version = version + 1, status = CASE newest.kind
            WHEN 'select' THEN 'selected' WHEN 'request' THEN 'requested'
            WHEN 'audition' THEN 'auditioning' WHEN 'callback' THEN 'called_back'
            WHEN 'pin' THEN 'pinned' WHEN 'choose' THEN 'chosen' ELSE 'released' END
    FROM (SELECT DISTINCT ON (candidate_id) candidate_id, kind FROM decision
        WHERE candidate_id IN (SELECT candidate_id FROM decision WHERE id = ANY(ids))
        ORDER BY candidate_id, decided_at DESC, id DESC) AS newest
    WHERE c.id = newest.candidate_id;
END $$;

CREATE FUNCTION guest_of_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM take_over_actors(ARRAY[NEW.id]) WHERE NEW.role = 'actor';
    PERFORM take_over_company(ARRAY[NEW.id]) WHERE NEW.role IN ('decision_maker', 'reader');
    PERFORM take_over_reps(ARRAY[NEW.id]) WHERE NEW.role = 'rep';
    RETURN NULL;
END $$;
CREATE TRIGGER guest_of_before AFTER INSERT ON guest FOR EACH ROW
    WHEN (NEW.talent_id IS NULL AND NEW.contact_id IS NULL AND NEW.rep_id IS NULL
        AND NEW.role <> 'guardian')
    EXECUTE FUNCTION guest_of_before();

-- An address that is mended there is mended where it came from.
CREATE FUNCTION address_of_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE talent SET email = NEW.email, version = version + 1,
        email_as_typed = coalesce(NEW.email_as_typed, NEW.email)
    WHERE id = NEW.talent_id AND email = OLD.email;
    UPDATE contact SET email = NEW.email, version = version + 1,
        email_as_typed = coalesce(NEW.email_as_typed, NEW.email)
    WHERE id = NEW.contact_id AND email = OLD.email;
    UPDATE rep SET email = NEW.email, version = version + 1,
        email_as_typed = coalesce(NEW.email_as_typed, NEW.email)
    WHERE id = NEW.rep_id AND email = OLD.email;
    RETURN NULL;
END $$;
CREATE TRIGGER address_of_before AFTER UPDATE OF email ON guest FOR EACH ROW
    WHEN (NEW.email <> OLD.email) EXECUTE FUNCTION address_of_before();

-- What is taken back there was never told; the decision stays, as it does here.
CREATE FUNCTION outcome_of_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM answer WHERE id = OLD.id;
    ELSE
        PERFORM take_over_outcomes(ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outcome_of_before AFTER INSERT OR DELETE ON outcome FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION outcome_of_before();

-- The version before has one answer for each guest, and gives no second one.
CREATE FUNCTION answer_for_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM outcome WHERE id = OLD.id;
        RETURN NULL;
    END IF;
    DELETE FROM outcome WHERE id = NEW.id AND NEW.status = 'draft';
    INSERT INTO outcome (id, guest_id, slot_id, answer, message, decided_by, decided_at, leaves_at,
        mail_id)
    SELECT NEW.id, p.guest_id, p.slot_id, CASE d.kind WHEN 'pin' THEN 'hold'
        WHEN 'choose' THEN 'offer' ELSE d.kind END, NEW.message, NEW.written_by, NEW.written_at,
        NEW.leaves_at, NEW.mail_id
    FROM decision d JOIN slot_participant p ON p.candidate_id = d.candidate_id
    WHERE d.id = NEW.decision_id AND d.kind IN ('callback', 'pin', 'choose', 'release')
        AND NEW.status IN ('waiting', 'sent') AND p.guest_id IS NOT NULL
    ORDER BY p.added_at DESC LIMIT 1
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER answer_for_before AFTER INSERT OR UPDATE OF status OR DELETE ON answer FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION answer_for_before();

CREATE FUNCTION session_of_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM FROM production WHERE id = NEW.production_id FOR NO KEY UPDATE;
    INSERT INTO round (id, production_id, kind, title, position)
    SELECT NEW.id, NEW.production_id, 'audition', 'First round', 1
    WHERE NOT EXISTS (SELECT FROM round WHERE production_id = NEW.production_id);
    SELECT id INTO NEW.round_id FROM round WHERE production_id = NEW.production_id
    ORDER BY position LIMIT 1;
    RETURN NEW;
END $$;
CREATE TRIGGER session_of_before BEFORE INSERT ON session FOR EACH ROW
    WHEN (NEW.round_id IS NULL) EXECUTE FUNCTION session_of_before();

DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND (proname LIKE 'take\_over\_%' OR proname LIKE '%\_of\_before'
            OR proname IN ('person_key', 'answer_for_before'))
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path TO %I, pg_temp', made, current_schema());
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;
GRANT DELETE ON round TO :"gateway";
