"""What an operator is told when records cannot be moved."""


class Refused(Exception):
    """Nothing was changed; says why, and what would help."""


class ArchiveDamaged(Refused):
    """An archive is not what was written: something is missing, added or altered in it."""
