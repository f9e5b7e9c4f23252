-- What was answered to unsafe calls of the API that named themselves, for a day: who sends one
-- again gets the same answer, and nothing is done twice.
CREATE TABLE gateway.api_repeat (
    caller bytea NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    status integer,
    kind text,
    body bytea CHECK (length(body) <= 262144),
    PRIMARY KEY (caller, key)
);
CREATE INDEX api_repeat_begun ON gateway.api_repeat (begun_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.api_repeat TO :"gateway";
