"""Who works for an agency: members and their parts, invitations, and the agencies of one person."""
