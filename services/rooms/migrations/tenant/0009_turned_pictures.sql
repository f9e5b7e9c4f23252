-- Phones turn. `turns`: from when on, in milliseconds of the file, its pictures are to be turned by how many quarters,
-- clockwise, as [[ms, quarters], …]. `upright_key`: the film of a turned one as it was seen; the file stays as it came.
ALTER TABLE recording ADD COLUMN turns jsonb NOT NULL DEFAULT '[]';
ALTER TABLE recording ADD COLUMN upright_key text;
