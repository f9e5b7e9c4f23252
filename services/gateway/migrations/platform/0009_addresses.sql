-- Where a sign-in link was sent; `email` is what addresses are compared by.
ALTER TABLE gateway.sign_in_link
    ADD COLUMN email_as_typed text CHECK (length(email_as_typed) <= 320);
