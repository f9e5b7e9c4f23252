"""A node is lost when it says nothing new for too long, but not because nobody listened."""

from shared.bus.node_registry import LOOK_EVERY_S, STALE_AFTER_S, FailureDetector

NODES = {"one"}
LOOKS = round(STALE_AFTER_S / LOOK_EVERY_S)


class Listener:
    """Looks every LOOK_EVERY_S, by a clock of its own."""

    def __init__(self) -> None:
        self.silences = FailureDetector()
        self.now = self.silences._looked

    def hears(self, at: float | None, *, looks: int = 1) -> set[str]:
        """Look a few times while the node's last word is `at`; return who is lost then."""
        lost: set[str] = set()
        for _ in range(looks):
            self.now += LOOK_EVERY_S
            lost = self.silences.judge({} if at is None else {"one": at}, NODES, self.now)
        return lost


def test_who_says_nothing_new_is_lost() -> None:
    listener = Listener()
    assert not listener.hears(5.0, looks=LOOKS)
    assert listener.hears(5.0, looks=2) == NODES


def test_any_other_word_is_a_new_one_whatever_the_clocks_say() -> None:
    listener = Listener()
    listener.hears(5.0, looks=LOOKS)
    assert not listener.hears(4.0, looks=LOOKS)


def test_time_in_which_nobody_listened_does_not_count() -> None:
    listener = Listener()
    listener.hears(5.0, looks=4)
    listener.now += 60
    assert not listener.hears(5.0, looks=LOOKS - 4)
    assert listener.hears(5.0, looks=4) == NODES


def test_who_is_not_announced_at_all_gets_the_same_time() -> None:
    listener = Listener()
    assert not listener.hears(None, looks=LOOKS)
    assert listener.hears(None, looks=2) == NODES
