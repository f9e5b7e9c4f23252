"""The one family of errors that `up` tells in words instead of a traceback."""


class CannotStart(Exception):
    """Callboard cannot start; the text says why and what to do, to whoever typed the command."""
