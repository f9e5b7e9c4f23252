-- When somebody was sent back from the stage: they have been seen, and are in nobody's way in the
-- queue. Null again once they are brought in anew.
ALTER TABLE visit ADD COLUMN seen_at timestamptz;
