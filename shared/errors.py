"""Families of domain errors. Slices name their own members; the edge maps each family once.

An error's docstring is the sentence that its reader meets, unless it is raised with a better one.
"""


class DomainError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().split("\n", 1)[0])

    @property
    def message(self) -> str:
        return str(self)


class NotFound(DomainError):
    """There is nothing here by that name."""


class Conflict(DomainError):
    """Somebody else changed this in the meantime. Look again, then repeat."""


class Forbidden(DomainError):
    """This is not yours to do."""


class Gone(DomainError):
    """This is no longer available."""


class PaymentRequired(DomainError):
    """This production has no active subscription."""


class Unavailable(DomainError):
    """A part of Callboard does not answer just now. Please try again in a moment."""


class Invalid(DomainError):
    """Something in the form needs another look.

    `fields` maps a field's name to what is wrong with it, in words for the person who typed it.
    """

    def __init__(self, message: str | None = None, **fields: str) -> None:
        super().__init__(message or (next(iter(fields.values())) if len(fields) == 1 else None))
        self.fields = fields
