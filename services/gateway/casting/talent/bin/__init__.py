"""Talent that is archived or deleted: the bin, from which it is restored or removed for good."""
