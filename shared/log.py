"""Structured logs: one JSON object a line; request and tenant ids are bound by the edge."""

import logging
import re
import sys
from contextlib import AbstractContextManager
from typing import Any

import structlog

_SECRET_WORDS = ("token", "secret", "password", "authorization", "cookie", "signature")


# Addresses whose next part lets in whoever has it.
_LINKS = re.compile(
    r"/(join|agree|sign-in|invitations|unsubscribe|settings/reply-address|calendar/feed)/[^/\s\"'?]+"
)


def _redact(_logger: object, _name: str, event: structlog.typing.EventDict) -> Any:
    return {
        key: "[redacted]" if any(word in key.lower() for word in _SECRET_WORDS) else redacted(value)
        for key, value in event.items()
    }


def redacted(value: Any) -> Any:
    """Take the secret of each personal link out of texts, however deep they are."""
    if isinstance(value, str):
        return _LINKS.sub(r"/\1/[redacted]", value)
    if isinstance(value, dict):
        return {key: redacted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redacted(inner) for inner in value]
    if isinstance(value, bytes):
        return redacted(value.decode(errors="replace"))
    return value


def configure(service: str, level: str = "INFO") -> None:
    """Send every log of this process, libraries' included, to standard error as JSON lines."""
    shared_steps: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Without the frames' locals: they hold passwords and what people wrote.
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        _redact,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_steps,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in ("aioice", "aiortc", "httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(noisy).setLevel("WARNING")
    structlog.configure(
        processors=[*shared_steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)


def get(name: str) -> structlog.stdlib.BoundLogger:
    return structlog.stdlib.get_logger(name)


def caused_by(request: str, **more: str) -> AbstractContextManager[None]:
    """Let all lines of this task carry the id of a request, and what it leads to, in the block."""
    return structlog.contextvars.bound_contextvars(request=request, **more)


def correlation() -> str | None:
    """Return the id of the request, as the edge bound it, that all lines of this task carry."""
    found = structlog.contextvars.get_contextvars().get("request")
    return None if found is None else str(found)[:100]
