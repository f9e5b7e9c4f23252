-- For which of the gateway's candidates somebody was recorded, and in what role; null, and '', where
-- they did not audition, or were recorded by a node of before.
ALTER TABLE recording
    ADD COLUMN candidate_id uuid,
    ADD COLUMN role_name text NOT NULL DEFAULT '' CHECK (length(role_name) <= 200);
CREATE INDEX recording_candidate ON recording (candidate_id) WHERE candidate_id IS NOT NULL;
