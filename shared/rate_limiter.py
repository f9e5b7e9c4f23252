"""How much one connection may say."""

import msgspec

RATE = 50.0
"""Messages a second that a connection may keep up."""
BURST = 200.0


class RateLimiter(msgspec.Struct):
    """A token bucket: full at first, refilled at `RATE`. `at` is in monotonic seconds."""

    at: float
    tokens: float = BURST

    def allows(self, now: float, cost: int = 1) -> bool:
        """Charge one message; False when the connection is too fast."""
        self.tokens = min(BURST, self.tokens + (now - self.at) * RATE) - cost
        self.at = now
        return self.tokens >= 0
