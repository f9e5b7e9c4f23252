"""What every slice stands on: the audit log, mail, webhooks, API tokens, other services."""
