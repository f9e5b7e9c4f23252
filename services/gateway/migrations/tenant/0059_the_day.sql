-- A session's day is changed until it is over, and who is in it is told by an act of its own:
-- infra/decisions/0054. `version` counts edits.
ALTER TABLE session
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN ended_at timestamptz;

-- A slot that was removed has no position; the others are numbered anew, in one statement.
ALTER TABLE slot
    ALTER COLUMN position DROP NOT NULL,
    DROP CONSTRAINT slot_session_id_position_key,
    ADD CONSTRAINT slot_position UNIQUE (session_id, position) DEFERRABLE;

-- What is sent to people of a session after a while in which it can be taken back.
CREATE TABLE notification (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    production_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'taken_back')),
    words text NOT NULL DEFAULT '' CHECK (length(words) <= 1000),
    written_by uuid NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    leaves_at timestamptz NOT NULL,
    UNIQUE (id, production_id),
    FOREIGN KEY (session_id, production_id) REFERENCES session (id, production_id)
        ON DELETE CASCADE
);
CREATE INDEX notification_session ON notification (session_id);
GRANT SELECT, INSERT, UPDATE ON notification TO :"gateway";
CALL platform.scope_by_production('notification');

-- `told_at`: when they were written to; the version before does so as it adds somebody.
-- `known_time`: the time that they were told, where it is no longer theirs.
-- `replied` is what they answered for the start `reply_for`.
-- `notification_id`: by what they are told next.
ALTER TABLE guest
    ADD COLUMN told_at timestamptz DEFAULT now(),
    ADD COLUMN known_time tstzrange,
    ADD COLUMN replied text CHECK (replied IN ('confirmed', 'cannot', 'another_time')),
    ADD COLUMN reply_for timestamptz,
    ADD COLUMN reply_note text NOT NULL DEFAULT '' CHECK (length(reply_note) <= 500),
    ADD COLUMN replied_at timestamptz,
    ADD COLUMN cancelled_at timestamptz,
    ADD COLUMN no_show_at timestamptz,
    ADD COLUMN notification_id uuid,
    ADD CONSTRAINT guest_notification FOREIGN KEY (notification_id, production_id)
        REFERENCES notification (id, production_id),
    ADD CONSTRAINT guest_replied CHECK ((replied IS NULL) = (replied_at IS NULL));
CREATE INDEX guest_notification ON guest (notification_id) WHERE notification_id IS NOT NULL;
