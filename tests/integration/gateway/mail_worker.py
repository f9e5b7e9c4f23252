"""A worker that sends mails, as a process to be killed: DATABASE_URL SMTP_URL."""

import asyncio
import sys

from shared import tenancy
from tests.integration.gateway.mail_server import worker_on


async def main(database_url: str, smtp_url: str, sender: str) -> None:
    database = await tenancy.connect(database_url, "gateway", size=8)
    async with worker_on(database, smtp_url, sender):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
