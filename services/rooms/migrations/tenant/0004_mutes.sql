-- Whom a host has muted in one of a session's rooms: it outlasts their visit, and the room's node.

CREATE TABLE mute (
    session_id uuid NOT NULL,
    room integer NOT NULL CHECK (room > 0),
    who text NOT NULL,
    muted_by text NOT NULL,
    muted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, room, who)
);

GRANT SELECT, INSERT, DELETE ON mute TO :"rooms";
