-- Why a take ended that nobody stopped; null where a host or runner did. A code, without names:
-- shared/take_endings.py has the words.
ALTER TABLE take ADD COLUMN ended_because text CHECK (length(ended_because) <= 40);
