-- To whom a mail went, and about what, is not kept for ever.
CREATE INDEX mail_sent ON gateway.mail (sent_at) WHERE sent_at IS NOT NULL;
