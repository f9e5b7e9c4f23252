"""Who works for an agency: members and their roles, invitations, and the agencies of one person."""
