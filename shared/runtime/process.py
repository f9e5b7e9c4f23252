"""A service's process: it works until told to stop, and its status says how that went.

0: it was told to stop, or had nothing more to do. Anything else: it failed, and its log says why.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from types import FrameType
from typing import Any, TypeAlias

import uvloop

from shared import log
from shared.runtime.begin import STOPS
from shared.runtime.shutdown import Shutdown
from shared.settings import SettingsError

Work: TypeAlias = Callable[[Shutdown], Coroutine[Any, Any, None]]

logger = log.get(__name__)


def run(name: str, work: Work) -> None:
    """Work in this process until SIGTERM or SIGINT, and log as the service of this name.

    Raises:
        SystemExit: it failed, which is in the log; a wrong setting is one sentence.
    """
    log.configure(name)
    try:
        uvloop.run(until_shutdown(work, on_signal=_log_signal))
    except SettingsError as error:
        sys.exit(f"{name}: {error}")
    except Exception:
        logger.exception("failed")
        sys.exit(1)
    logger.info("stopped")


def _log_signal(number: int) -> None:
    logger.info("told to stop", signal=signal.Signals(number).name)


async def until_shutdown(
    work: Work, on_signal: Callable[[int], None], signals: Sequence[int] = STOPS
) -> None:
    """Work until a signal comes; `on_signal` is called with the first one, and with each while
    the work heeds them."""
    shutdown = Shutdown()
    _listen(shutdown, on_signal, signals)
    try:
        await work(shutdown)
    except asyncio.CancelledError:
        if not shutdown.requested.is_set():
            raise
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)


def _listen(shutdown: Shutdown, on_signal: Callable[[int], None], signals: Sequence[int]) -> None:
    """Hear signals until the work is done, after which they are ignored.

    Not by `loop.add_signal_handler`: a loop that closes gives its signals back to the system, as
    Python does with functions of ours, and one more would end the process as if it had failed.
    """
    loop, this = asyncio.get_running_loop(), asyncio.current_task()

    def take(number: int) -> None:
        first = not shutdown.requested.is_set()
        if first or shutdown.heeded:
            on_signal(number)
        (shutdown.force if number == signal.SIGINT else shutdown.request)()
        if first and not shutdown.heeded and this:
            this.cancel()

    def hear(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(take, number)

    for number in signals:
        signal.signal(number, hear)
