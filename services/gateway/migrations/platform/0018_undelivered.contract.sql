-- Agencies read their own records of mails (tenant/0014).
DROP VIEW gateway.own_undelivered;
