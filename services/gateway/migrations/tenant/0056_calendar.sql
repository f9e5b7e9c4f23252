-- When members are not to be had, and who runs a session: infra/decisions/0053. Wall times and zone are
-- what was agreed; the instants are what they mean by today's zone rules.
CREATE TABLE blocked_time (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 120),
    zone text NOT NULL CHECK (length(zone) <= 60),
    whole_days boolean NOT NULL,
    local_start timestamp NOT NULL,
    local_end timestamp NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CHECK (starts_at < ends_at)
);
CREATE INDEX blocked_time_person ON blocked_time (person_id, ends_at);
CREATE INDEX blocked_time_end ON blocked_time (ends_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON blocked_time TO :"gateway";

-- Null: who has started the production.
ALTER TABLE session ADD COLUMN host_id uuid;
CREATE INDEX session_date ON session (local_date);
