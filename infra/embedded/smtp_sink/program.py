"""How the sink is run by the supervisor, and asked by tests."""

import os
import sys
from pathlib import Path

import msgspec

from infra.embedded.program import Program
from infra.embedded.readiness import healthy

ROOT = Path(__file__).resolve().parents[3]


class SmtpSink(msgspec.Struct, frozen=True, kw_only=True):
    """Where the sink keeps its mails, and its two loopback ports."""

    folder: Path
    smtp_port: int
    web_port: int

    @property
    def smtp_url(self) -> str:
        return f"smtp://127.0.0.1:{self.smtp_port}"

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"


def prepare(sink: SmtpSink) -> Program:
    """Say how to run the sink."""
    options = {
        "--folder": sink.folder,
        "--smtp-port": sink.smtp_port,
        "--web-port": sink.web_port,
    }
    return Program(
        name="mails",
        argv=(
            *(sys.executable, "-m", "infra.embedded.smtp_sink"),
            *(str(part) for option in options.items() for part in option),
        ),
        env={"PATH": os.defpath},
        cwd=ROOT,
        ready=healthy(sink.web_port),
    )
