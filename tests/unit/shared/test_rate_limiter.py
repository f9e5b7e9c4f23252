"""How much one connection may say."""

from shared.rate_limiter import BURST, RATE, RateLimiter


def test_a_burst_passes_and_no_more() -> None:
    pace = RateLimiter(at=0.0)
    assert all(pace.allows(0.0) for _ in range(int(BURST)))
    assert not pace.allows(0.0)


def test_the_rate_can_be_kept_up() -> None:
    pace = RateLimiter(at=0.0)
    assert all(pace.allows(n / RATE) for n in range(10_000))


def test_work_for_the_node_costs_more() -> None:
    pace = RateLimiter(at=0.0)
    assert all(pace.allows(0.0, cost=10) for _ in range(int(BURST) // 10))
    assert not pace.allows(0.0, cost=10)


def test_rest_does_not_save_up_beyond_a_burst() -> None:
    pace = RateLimiter(at=0.0)
    assert pace.allows(3600.0)
    assert pace.tokens == BURST - 1
