-- Rooms asks, before a take changes, whether its production is paid for.
GRANT SELECT ON platform.own_account TO :"rooms_tenant";
