"""Each private name of aiortc and pylibsrtp that we use exists in the pinned versions."""

import ast
import inspect
from pathlib import Path

import pylibsrtp
import pytest
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import RTCDtlsTransport
from pylibsrtp import Policy, Session, _binding

from services.rooms import media
from services.rooms.media.transport import dtls_srtp


@pytest.fixture
async def dtls() -> RTCDtlsTransport:
    path = dtls_srtp._Path(lambda _: None)
    certificate = RTCCertificate.generateCertificate()
    return RTCDtlsTransport(path, [certificate])  # type: ignore[arg-type]


def private_names(source: str, holder: str) -> set[str]:
    """Names beginning with an underscore that `source` takes from the attribute `holder`."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and ast.unparse(node.value) == holder
    }


async def test_the_dtls_transport_has_every_name_used(dtls: RTCDtlsTransport) -> None:
    names = private_names(inspect.getsource(dtls_srtp), "self._transport")
    assert {"_set_role", "_rx_srtp", "_tx_srtp", "_srtp_profiles"} <= names
    for name in names:
        assert hasattr(dtls, name), name


def test_the_dtls_transport_calls_its_path_as_ours_expects() -> None:
    source = inspect.getsource(RTCDtlsTransport)
    assert private_names(source, "self.transport") == {"_recv", "_send"}
    assert "transport.role" in source


def test_the_srtp_session_has_every_name_used() -> None:
    policy = Policy(bytes(28), Policy.SSRC_ANY_OUTBOUND, 0, Policy.SRTP_PROFILE_AEAD_AES_128_GCM)
    session = Session(policy)
    names = private_names(inspect.getsource(dtls_srtp), "session")
    assert names == {"_srtp"}
    for name in names:
        assert hasattr(session, name), name
    for name in ("srtp_protect", "srtp_protect_rtcp", "srtp_unprotect", "srtp_unprotect_rtcp"):
        assert hasattr(_binding.lib, name)
    assert pylibsrtp.__version__ == "1.0.0"


def test_no_other_module_uses_private_names_of_the_libraries() -> None:
    for path in Path(media.__file__).parent.rglob("*.py"):
        if path.name == "dtls_srtp.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("aio"):
                assert not any(name.name.startswith("_") for name in node.names), path
            if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
                assert ast.unparse(node.value) in {"self", "super()"}, f"{path}: {node.attr}"
