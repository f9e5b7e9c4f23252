"""How pages are rendered: the template folders, and the few words that templates know."""

import gzip
import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from services.gateway.settings import Settings
from services.gateway.web import editing, urls
from services.gateway.web.permissions import ROLE_NAMES, Permission
from services.gateway.web.rendering import dates, names, navigation, texts, undo, zones
from shared.errors import NotFound
from shared.vocabulary.plans import usd

GATEWAY = Path(__file__).parents[2]
UI = GATEWAY / "ui"
HTMX = UI / "node_modules" / "htmx.org" / "dist"
_KEPT = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
_PACKED = {"content-encoding": "gzip"}
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PLACES = {
    "/": (UI / "built", "*.*"),
    "/images/": (UI / "images", "*.svg"),
    "/pictures/": (UI / "pictures", "*.webp"),
    "/vendor/": (HTMX, "htmx.min.js"),
}


_TEXTS = frozenset({"text/css", "text/javascript", "image/svg+xml"})
"""What gzip makes smaller; pictures and fonts are packed by themselves."""
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
"""In `accept-encoding` where gzip is taken (RFC 9110, 12.5.3)."""


class Assets(msgspec.Struct, frozen=True):
    """Every file that pages load, held in memory; texts as gzip packs them, too."""

    files: dict[str, tuple[bytes, str]]
    packed: dict[str, bytes] = {}

    @classmethod
    def read(cls) -> "Assets":
        """Raises RuntimeError when the pages' scripts were not made yet."""
        for folder, _ in _PLACES.values():
            if not folder.is_dir():
                raise RuntimeError(f"{folder} is missing: ./infra/up makes it")
        files = {
            f"{place}{file.relative_to(folder).as_posix()}": (
                file.read_bytes(),
                _KINDS[file.suffix],
            )
            for place, (folder, wanted) in _PLACES.items()
            for file in sorted(folder.rglob(wanted))
        }
        texts = {name: content for name, (content, kind) in files.items() if kind in _TEXTS}
        return cls(files, {name: gzip.compress(each, mtime=0) for name, each in texts.items()})

    @property
    def version(self) -> str:
        """The state of all files, so that browsers may keep them for ever under its name."""
        digest = hashlib.sha256()
        for name, (content, _) in self.files.items():
            digest.update(name.encode() + content)
        return digest.hexdigest()[:12]

    def route(self) -> HTTPRouteHandler:
        @get(f"/static/{self.version}/{{file:path}}", include_in_schema=False)
        async def asset(file: FromPath[str], request: Request[Any, Any, Any]) -> Response[bytes]:
            if file not in self.files:
                raise NotFound
            content, kind = self.files[file]
            if file in self.packed and _GZIP.search(request.headers.get("accept-encoding", "")):
                return Response(self.packed[file], media_type=kind, headers=_KEPT | _PACKED)
            return Response(content, media_type=kind, headers=_KEPT)

        return asset


def template_config(settings: Settings, assets: Assets) -> TemplateConfig[JinjaTemplateEngine]:
    environment = Environment(
        loader=FileSystemLoader([UI / "templates", GATEWAY]),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts.install(environment)
    environment.globals |= {
        "navigation": navigation,
        "undo": undo,
        "paths": urls,
        "reader_attributes": dates.reader_attributes,
        "Permission": Permission,
        "role_names": ROLE_NAMES,
        "assets": f"/static/{assets.version}",
        "sandbox": settings.checkout_origin.startswith("http://"),
    }
    environment.filters |= {
        "initials": names.initials,
        "name": names.name,
        "offset": zones.offset,
        "name_in_text": names.name_in_text,
        "place": names.place,
        "as_seen": editing.seen,
        "day": dates.day,
        "moment": dates.moment,
        "usd": usd,
        "wall_clock": dates.wall_clock,
        "weekday": dates.weekday,
    }
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))
