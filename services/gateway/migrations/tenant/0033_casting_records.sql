-- What stays of candidates when their production is deleted: that they were considered, what was
-- decided, and when they were told. No words, no notes, no links. Who is removed leaves it without
-- a name; it goes where a person has it erased who is not on legal hold.
CREATE TABLE casting_record (
    id uuid PRIMARY KEY,
    talent_id uuid NOT NULL REFERENCES talent,
    production text NOT NULL,
    role text NOT NULL,
    decisions jsonb NOT NULL,
    answers jsonb NOT NULL,
    considered_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX casting_record_talent ON casting_record (talent_id, ended_at);
GRANT SELECT, DELETE ON casting_record TO :"gateway";
-- They come along when two records of one person are merged.
GRANT UPDATE (talent_id) ON casting_record TO :"gateway";

-- Removes candidates for good, and keeps what was decided on them; who was merged with somebody is
-- kept under them.
CREATE FUNCTION forget_candidates(gone uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    INSERT INTO casting_record (id, talent_id, production, role, decisions, answers, considered_at)
    SELECT c.id, coalesce(t.merged_into, t.id), p.title, r.name,
        (SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'at', d.decided_at)
            ORDER BY d.decided_at, d.id) FROM decision d WHERE d.candidate_id = c.id),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'at', a.written_at)
                ORDER BY a.written_at, a.id), '[]')
            FROM answer a JOIN decision d ON d.id = a.decision_id
            WHERE a.candidate_id = c.id AND a.status = 'sent'),
        c.added_at
    FROM candidate c JOIN production p ON p.id = c.production_id JOIN role r ON r.id = c.role_id
    JOIN talent t ON t.id = c.talent_id
    WHERE c.id = ANY (gone) AND EXISTS (SELECT FROM decision d WHERE d.candidate_id = c.id)
    ON CONFLICT (id) DO NOTHING;
    DELETE FROM mail_record WHERE thing_id IN (
        SELECT id FROM answer WHERE candidate_id = ANY (gone));
    DELETE FROM answer WHERE candidate_id = ANY (gone);
    DELETE FROM decision WHERE candidate_id = ANY (gone);
    DELETE FROM slot_participant WHERE candidate_id = ANY (gone);
    DELETE FROM candidate WHERE id = ANY (gone);
$$;

-- As before (0014), with what was decided in the production, and what stays of it.
CREATE OR REPLACE FUNCTION forget_casting(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    SELECT forget_candidates(ARRAY(SELECT id FROM candidate WHERE production_id = gone));
    DELETE FROM mail_record WHERE production_id = gone;
    DELETE FROM scorecard WHERE take_id IN (
        SELECT id FROM rooms_take_v1 WHERE production_id = gone);
    DELETE FROM outcome WHERE slot_id IN (SELECT slot.id FROM slot
        JOIN session ON session.id = slot.session_id WHERE session.production_id = gone);
    DELETE FROM guest WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM slot WHERE session_id IN (SELECT id FROM session WHERE production_id = gone);
    DELETE FROM session WHERE production_id = gone;
    DELETE FROM round WHERE production_id = gone;
    DELETE FROM sides WHERE role_id IN (SELECT id FROM role WHERE production_id = gone);
    DELETE FROM role WHERE production_id = gone;
    DELETE FROM production WHERE id = gone;
$$;
DO $$
DECLARE
    made text;
BEGIN
    FOREACH made IN ARRAY ARRAY['forget_casting(uuid)', 'forget_candidates(uuid[])'] LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path TO %I, pg_temp', made, current_schema());
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION forget_candidates FROM PUBLIC;
