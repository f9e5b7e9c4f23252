-- A session is held in one to four rooms at once; a slot is in one of them.
ALTER TABLE session ADD COLUMN rooms integer NOT NULL DEFAULT 1 CHECK (rooms BETWEEN 1 AND 4);
ALTER TABLE slot ADD COLUMN room integer NOT NULL DEFAULT 1 CHECK (room BETWEEN 1 AND 4);
