-- The others read views with a version since 0012.
REVOKE SELECT ON platform.person, platform.agency, platform.membership, platform.invitation,
    platform.subscription FROM :"gateway";
DROP VIEW platform.own_account, platform.own_payer, platform.own_repair, platform.own_member;
