-- What productions are listed by and found by, as people are (0020).
ALTER TABLE production
    ADD COLUMN sort_title text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(title))) STORED,
    ADD COLUMN searched text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (lower(extensions.unaccented(title || ' ' || company))) STORED,
    ADD COLUMN folded text NOT NULL
        GENERATED ALWAYS AS (extensions.folded(title || ' ' || company)) STORED;
CREATE INDEX production_by_title ON production (sort_title, id);
CREATE INDEX production_by_age ON production (started_at, id);
