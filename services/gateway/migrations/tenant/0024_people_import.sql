-- Lists of people that an office brings, each from its file to its last line. `mapping` says what
-- each column is, '' what is left out. `line` is the last line that was taken in, in the transaction
-- that says so: who goes on after a killed worker begins behind it.
CREATE TABLE people_import (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('talent', 'contact')),
    upload_id uuid NOT NULL,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    status text NOT NULL DEFAULT 'checking' CHECK (
        status IN ('checking', 'ready', 'running', 'done', 'stopped', 'failed', 'discarded')),
    columns text[] NOT NULL DEFAULT '{}' CHECK (cardinality(columns) <= 400),
    sample jsonb NOT NULL DEFAULT '[]',
    mapping text[] NOT NULL DEFAULT '{}' CHECK (cardinality(mapping) <= 400),
    lines integer NOT NULL DEFAULT 0 CHECK (lines >= 0),
    line integer NOT NULL DEFAULT 0 CHECK (line >= 0),
    read integer NOT NULL DEFAULT 0 CHECK (read >= 0),
    added integer NOT NULL DEFAULT 0 CHECK (added >= 0),
    known integer NOT NULL DEFAULT 0 CHECK (known >= 0),
    refused integer NOT NULL DEFAULT 0 CHECK (refused >= 0),
    who text NOT NULL,
    person_id uuid NOT NULL,
    version integer NOT NULL DEFAULT 1,
    begun_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX people_import_begun ON people_import (begun_at DESC, id DESC);

-- Lines of which there is something to say, with what stood in them; columns that no office is to
-- keep are empty.
CREATE TABLE people_import_line (
    import_id uuid NOT NULL REFERENCES people_import ON DELETE CASCADE,
    line integer NOT NULL CHECK (line > 0),
    became text NOT NULL CHECK (became IN ('refused', 'partly', 'known')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    cells text[] NOT NULL CHECK (cardinality(cells) <= 400),
    PRIMARY KEY (import_id, line)
);

CREATE INDEX talent_phone ON talent (phone_key) WHERE phone_key <> '';
CREATE INDEX contact_phone ON contact (phone_key) WHERE phone_key <> '';

GRANT SELECT, INSERT, UPDATE, DELETE ON people_import TO :"gateway";
GRANT SELECT, INSERT, DELETE ON people_import_line TO :"gateway";
