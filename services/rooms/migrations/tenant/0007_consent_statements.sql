-- The words that people agreed to, kept with their version: each as it was when it was first agreed
-- to here. The ledger does not refer to it by a key: it has rows of a time when any version was
-- taken, and a process of that time may still write some.
CREATE TABLE consent_statement (
    version text PRIMARY KEY CHECK (length(version) BETWEEN 1 AND 100),
    language text NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
    words text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON consent_statement TO :"rooms";
GRANT SELECT ON consent_statement TO :"gateway";

INSERT INTO consent_statement (version, language, words)
SELECT 'recording-2026-11', 'en',
    'With your agreement the casting office records your performances (takes), your picture and sound, so that those who decide about this part can look at them again. They are used for casting this production only, never to train software or to make a replica of you, and you can ask for them to be erased at any time.'
    || E'\n\n'
    || 'Recording begins only when the host says so, and you see it. Without your agreement you can still come in and talk; nothing is recorded then.'
WHERE EXISTS (SELECT FROM consent WHERE statement = 'recording-2026-11');
