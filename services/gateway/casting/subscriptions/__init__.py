"""A production's money: its plan and what it has used, changes of it, invoices, mails to payers."""
