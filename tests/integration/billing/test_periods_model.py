"""Whatever is paused, resumed, changed and waited for: each period has its own included hours."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Literal, TypeVar, cast
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from infra.embedded.stripe_sandbox import renewals
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.sandbox import Sandbox
from infra.embedded.stripe_sandbox.subscription_objects import period_end
from shared.ids import new_id
from shared.vocabulary.plans import PLANS, PlanName
from tests.extent import examples
from tests.integration.billing.driver import BillingDriver, Payer, counted_then

Found = TypeVar("Found")
DAY, MINUTE = 24 * 3600, 60_000
BILL = renewals.bill
PLAN = st.sampled_from(list(PLANS))
WHILE = st.one_of(st.integers(60, DAY), st.integers(DAY, 100 * DAY))
# What Stripe documents leaves open which of these a resumption's invoice says.
SHAPES = st.sampled_from(
    [("subscription_cycle", False), ("subscription_update", False), ("subscription_update", True)]
)


class Month(msgspec.Struct):
    """A period as the model has it: Unix seconds, the plan that it has last, minutes recorded."""

    begins: int
    ends: int
    plan: PlanName
    minutes: int = 0

    @property
    def cents(self) -> int:
        return PLANS[self.plan].beyond(self.minutes * MINUTE)


class Periods(RuleBasedStateMachine):
    """A production's subscription, beside what it should come to."""

    driver: BillingDriver
    payer: Payer
    loop: asyncio.AbstractEventLoop

    def wait(self, doing: Coroutine[Any, Any, Found]) -> Found:
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(timeout=120)

    @initialize(plan=PLAN, shape=SHAPES)
    def subscribe(self, plan: PlanName, shape: tuple[str, bool]) -> None:
        self.expected = self.driver.sandbox.options
        self.shape = shape
        self.production = new_id()
        self.agency = self.wait(self.driver.agency(f"Office {new_id().hex}"))
        self.wait(self.pay(plan))
        self.price = self.item["price"]
        begins = self.item["current_period_start"]
        self.months = [Month(begins, period_end(begins, self.price), plan)]
        self.paused = False

    async def pay(self, plan: PlanName) -> None:
        await self.payer.pay(await self.driver.check_out(self.agency, self.production, plan))
        await self.driver.until(
            "SELECT EXISTS (SELECT FROM platform.subscription WHERE production_id = $1)",
            self.production,
        )

    @property
    def item(self) -> Json:
        found = [s for s in self.driver.sandbox.store.all("sub").values() if self.ours(s)]
        return cast("Json", found[-1]["items"]["data"][0])

    def ours(self, thing: Json) -> bool:
        return bool(thing["metadata"].get("production_id") == str(self.production))

    def ask(self, act: str) -> None:
        answer = self.wait(self.driver.ask("do", self.agency, self.production, act=act))
        assert answer.status_code == 204, answer.text
        self.wait(self.driver.days(0))

    def pass_time(self, seconds: int) -> None:
        self.wait(self.driver.days(seconds / DAY))
        now = self.driver.sandbox.now()
        while not self.paused and (last := self.months[-1]).ends <= now:
            ends = period_end(last.ends, self.price)
            self.months.append(Month(last.ends, ends, last.plan))

    @rule(seconds=WHILE, lost=st.booleans())
    def wait_for(self, seconds: int, lost: bool) -> None:
        """Let time pass, in which webhooks may be lost."""
        if lost:
            self.driver.lose_webhooks()
        self.pass_time(seconds)
        self.driver.sandbox.options = self.expected

    @rule(minutes=st.integers(1, 100 * 60))
    def record(self, minutes: int) -> None:
        self.pass_time(60)
        fact = self.wait(self.driver.record(self.agency, self.production, minutes))
        self.wait(self.driver.count(fact))
        self.wait(counted_then(self.driver, fact.take_id))
        self.months[-1].minutes += minutes
        self.pass_time(60)

    @rule(plan=PLAN)
    def change(self, plan: PlanName) -> None:
        terms = (self.agency, self.production)
        shown = self.wait(self.driver.ask("preview", *terms, plan=plan))
        answer = self.wait(self.driver.ask("change", *terms, plan=plan, at=shown.json()["at"]))
        assert answer.status_code == 204, answer.text
        self.wait(self.driver.days(0))
        self.months[-1].plan = plan

    @rule(seconds=WHILE, declined=st.booleans())
    def pause(self, seconds: int, declined: bool) -> None:
        """Pause, and resume after a while; the card may be declined at first."""
        self.pass_time(60)
        self.ask("pause")
        self.paused = True
        self.pass_time(seconds)
        if declined:
            self.resume("fails")
            self.pass_time(60)
        self.resume("pays")
        self.paused = False
        begins, last = self.item["current_period_start"], self.months[-1]
        last.ends = min(last.ends, begins)
        self.months.append(Month(begins, period_end(begins, self.price), last.plan))

    def resume(self, card: Literal["pays", "fails"]) -> None:
        (customer,) = {
            s["customer"] for s in self.driver.sandbox.store.all("sub").values() if self.ours(s)
        }
        wallets = self.driver.sandbox.store.state.wallets
        wallets[customer] = card
        with patch.object(renewals, "bill", self.shaped):
            self.ask("resume")
        wallets[customer] = "pays"

    def shaped(self, box: Sandbox, subscription: Json, *given: Any) -> Json:
        """Make the invoice of a resumption in one of the shapes that it may have."""
        made, (reason, whole) = BILL(box, subscription, *given), self.shape
        begins = self.months[-1].begins if whole else made["period_end"]
        made.update(billing_reason=reason, period_start=begins)
        return made

    def teardown(self) -> None:
        if not hasattr(self, "months"):
            return
        self.driver.sandbox.options = self.expected
        self.wait(self.driver.reconcile())
        self.pass_time(60)
        self.ask("wrap")
        self.wait(self.driver.days(1))
        assert self.wait(self.billed()) == [
            (month.minutes, month.cents) for month in self.months if month.minutes
        ]
        assert self.paid() == sum(month.cents for month in self.months)

    async def billed(self) -> list[tuple[int, int]]:
        rows = await self.driver.database.fetch(
            """SELECT recorded_ms, cents FROM platform.usage_bill
            WHERE production_id = $1 AND recorded_ms > 0 ORDER BY period_starts_at""",
            self.production,
        )
        return [(row["recorded_ms"] // MINUTE, row["cents"]) for row in rows]

    def paid(self) -> int:
        """Add up the hours on invoices that were closed."""
        store = self.driver.sandbox.store
        items = [i for i in store.all("ii").values() if "usage" in i["metadata"] and self.ours(i)]
        assert all(store.find("in", i["invoice"])["status"] in {"paid", "open"} for i in items)
        return sum(i["amount"] for i in items)


@pytest.mark.timeout(900)
async def test_each_period_has_its_own_hours_whatever_happens(
    driver: BillingDriver, payer: Payer
) -> None:
    class Here(Periods):
        pass

    Here.driver, Here.payer, Here.loop = driver, payer, asyncio.get_running_loop()
    bounds = settings(
        max_examples=examples(4),
        stateful_step_count=10,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Here, settings=bounds)
