-- A transaction that sets no scope shows no production.
CREATE OR REPLACE FUNCTION platform.every_production() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('callboard.productions', true), '') = '*';
