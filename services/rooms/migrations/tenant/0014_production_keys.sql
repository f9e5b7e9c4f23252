-- Keys keep a row and its take in one production.
ALTER TABLE take ADD CONSTRAINT take_of_production UNIQUE (id, production_id);
ALTER TABLE recording ADD FOREIGN KEY (take_id, production_id)
    REFERENCES take (id, production_id) ON DELETE CASCADE;
ALTER TABLE marker ADD FOREIGN KEY (take_id, production_id)
    REFERENCES take (id, production_id) ON DELETE CASCADE;
