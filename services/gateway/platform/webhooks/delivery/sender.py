"""Attempts one delivery: signs it, sends it, records the result, and what follows from it."""

import time
from datetime import UTC, datetime, timedelta

from prometheus_client import Counter

from services.gateway.platform import audit, mail
from services.gateway.platform.mail import NewMail, Thing
from services.gateway.platform.webhooks import mails, store
from services.gateway.platform.webhooks.delivery import signing
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.addresses import Unreachable
from services.gateway.platform.webhooks.delivery.model import (
    BACK_OFF,
    GIVE_UP,
    Attempt,
    Claimed,
    Status,
)
from services.gateway.platform.webhooks.delivery.signing import SecretBox, SecretUnreadable
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient
from services.gateway.platform.webhooks.model import OffBecause
from services.gateway.web import urls
from shared.tenancy import Connection, Database

SHOWN = 500
"""How many characters of an answer the log shows."""
_FIXED = {"content-type": "application/json", "user-agent": "Callboard-Webhooks/1"}

sent = Counter("callboard_webhooks", "Attempts to deliver to webhooks, by their result", ["result"])


class DeliverySender:
    """Sends deliveries; `public_url` leads the owners to the log."""

    def __init__(
        self,
        database: Database,
        secret_box: SecretBox,
        ssrf_client: SsrfSafeClient,
        public_url: str,
    ) -> None:
        self._database = database
        self._secret_box = secret_box
        self._ssrf_client = ssrf_client
        self._public_url = public_url

    async def attempt(self, claimed: Claimed) -> Attempt:
        body, begun = claimed.body.encode(), time.perf_counter()
        code, said = None, ""
        try:
            headers = signing.headers(self._keys(claimed), str(claimed.id), datetime.now(UTC), body)
            answer = await self._ssrf_client.post(claimed.url, _FIXED | headers, body)
            code, said = answer.code, answer.body.decode(errors="replace").replace("\x00", "")
        except SecretUnreadable:
            said = "Its secret cannot be read here. Please make a new one."
        except Unreachable as error:
            said = str(error)
        return Attempt(code, round((time.perf_counter() - begun) * 1000), said[:SHOWN])

    def _keys(self, claimed: Claimed) -> list[bytes]:
        sealed = [claimed.secret] + ([claimed.old_secret] if claimed.old_secret else [])
        return [self._secret_box.open(claimed.webhook_id, each) for each in sealed]

    async def write_down(self, claimed: Claimed, attempt: Attempt) -> None:
        async with self._database.platform() as tx:
            if attempt.taken:
                if await deliveries.close(tx, claimed, attempt, "delivered", timedelta()):
                    await store.mark_success(tx, claimed.webhook_id)
            else:
                await self._not_taken(tx, claimed, attempt)
        sent.labels("taken" if attempt.taken else "not taken").inc()

    async def _not_taken(self, tx: Connection, claimed: Claimed, attempt: Attempt) -> None:
        final = claimed.attempts > len(BACK_OFF)
        again_in = timedelta() if final else BACK_OFF[claimed.attempts - 1]
        status: Status = "failed" if final else "waiting"
        if not await deliveries.close(tx, claimed, attempt, status, again_in):
            return
        tired = await store.mark_failure(tx, claimed.webhook_id, GIVE_UP)
        if attempt.gone or tired:
            await self._switch_off(tx, claimed, "gone" if attempt.gone else "failing")

    async def _switch_off(self, tx: Connection, claimed: Claimed, because: OffBecause) -> None:
        """Switch a webhook off, once; mail the owners, and note it in the audit log."""
        if not await store.switch_off(tx, claimed.agency_id, claimed.webhook_id, because):
            return
        page = self._public_url + urls.webhook(claimed.webhook_id)
        letter = mails.switched_off(claimed.url, because, page)
        owners = await store.owners(tx, claimed.agency_id)
        await self._database.enter(tx, claimed.agency_id)
        about = Thing("webhook", claimed.webhook_id)
        for owner in owners:
            new = NewMail(kind="webhook_off", recipient=owner, letter=letter, about=about)
            await mail.queue(tx, new, claimed.agency_id)
        await audit.note_by_system(tx, f"switched off ({because})", "webhook", claimed.webhook_id)
