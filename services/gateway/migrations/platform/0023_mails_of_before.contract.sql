-- What only the loop of the version before looked at: jobs send mails now.
DROP TRIGGER mail_queued ON gateway.mail;
DROP FUNCTION gateway.mail_queued();
DROP INDEX gateway.mail_waiting;
