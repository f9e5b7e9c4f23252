-- Rooms reads a view since 0012, and billing reads no production.
REVOKE SELECT (id, production_id, name) ON role FROM :"rooms";
REVOKE SELECT (id) ON production FROM :"billing";
