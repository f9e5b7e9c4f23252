-- Files that come in parts (tus 1.0.0), from the first byte to what they belong to. What was
-- acknowledged is `received`, and lies in the objects that `upload_part` names.
CREATE TABLE upload (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 40),
    who text NOT NULL,
    place text NOT NULL,
    production_id uuid REFERENCES production ON DELETE CASCADE,
    -- What it was taken for, such as a role; null until then.
    subject_id uuid,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    metadata text NOT NULL CHECK (length(metadata) <= 4096),
    length bigint NOT NULL CHECK (length > 0),
    received bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
    status text NOT NULL DEFAULT 'created' CHECK (status IN ('created', 'received', 'checking',
        'ready', 'refused', 'discarded')),
    refusal text CHECK (length(refusal) <= 500),
    found jsonb,
    sha256 bytea,
    object_key text,
    -- One request at a time sends bytes: whose turn it is, and until when.
    writer uuid,
    writer_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK ((status = 'ready') <= (object_key IS NOT NULL)),
    CHECK ((status = 'refused') <= (refusal IS NOT NULL))
);
CREATE INDEX upload_production ON upload (production_id);
CREATE INDEX upload_subject ON upload (subject_id) WHERE subject_id IS NOT NULL;

CREATE TABLE upload_part (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    start bigint NOT NULL CHECK (start >= 0),
    size integer NOT NULL CHECK (size > 0),
    object_key text NOT NULL,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (upload_id, start)
);

GRANT SELECT, INSERT, DELETE ON upload, upload_part TO :"gateway";
GRANT UPDATE (subject_id, received, status, refusal, found, sha256, object_key, writer,
    writer_until, expires_at) ON upload TO :"gateway";
