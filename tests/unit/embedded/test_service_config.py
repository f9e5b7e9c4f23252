"""What the services of one machine are given."""

from pathlib import Path

import msgspec
import pytest

from infra.embedded.addresses import Addresses
from infra.embedded.secrets import Keys
from infra.embedded.service_config import ServiceConfig, environment, gateway_env, stripe_sandbox


def installation(host: str, given: Addresses) -> ServiceConfig:
    return ServiceConfig(
        given=given,
        keys=Keys(),
        owner_url="postgresql://owner:pw@127.0.0.1:1/callboard",
        redis_url="redis://127.0.0.1:6379",
        smtp_url="smtp://127.0.0.1:2525",
        object_store_url="memory://",
        public_url=given.public_url or "http://localhost:8000",
        stripe_url="",
        gateway_host=host,
        gateway_port=8000,
        billing_port=8100,
        postprocess_port=8101,
        gateway_work_port=8103,
        rooms_ports=(8102,),
        stripe_folder=Path("/nowhere"),
        recording_folder=Path("/nowhere"),
    )


@pytest.mark.parametrize(
    ("host", "given", "anywhere"),
    [
        ("127.0.0.1", Addresses(), True),
        ("0.0.0.0", Addresses(), False),
        ("127.0.0.1", Addresses(public_url="https://casting.example"), False),
    ],
)
def test_webhooks_reach_this_machine_only_where_nobody_else_comes_in(
    host: str, given: Addresses, *, anywhere: bool
) -> None:
    given_env = environment(gateway_env(installation(host, given)))
    assert ("ALLOW_PRIVATE_WEBHOOKS" in given_env) == anywhere
    assert ("SHOW_COMPONENTS" in given_env) == anywhere


@pytest.mark.parametrize(
    ("public_url", "cert", "received"),
    [
        ("", "", "http://127.0.0.1:8000"),
        ("https://casting.example", "", "http://127.0.0.1:8000"),
        ("https://192.0.2.1:8000", "chain.pem", "https://127.0.0.1:8000"),
    ],
)
def test_stand_ins_reach_the_gateway_on_this_machine(
    public_url: str, cert: str, received: str
) -> None:
    planned = installation("127.0.0.1", Addresses(public_url=public_url))
    program = stripe_sandbox(msgspec.structs.replace(planned, tls_cert=cert), 8042)
    assert f"{received}/webhooks/stripe" in program.argv
