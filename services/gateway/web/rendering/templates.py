"""How pages are rendered: the template folders, and the few words that templates know."""

import hashlib
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from services.gateway.settings import Settings
from services.gateway.web import editing, urls
from services.gateway.web.permissions import ROLE_NAMES, Permission
from services.gateway.web.rendering import dates, names, navigation, texts, undo, zones
from shared.errors import NotFound

GATEWAY = Path(__file__).parents[2]
UI = GATEWAY / "ui"
HTMX = UI / "node_modules" / "htmx.org" / "dist"
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}
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


class Assets(msgspec.Struct, frozen=True):
    """Every file that pages load, held in memory."""

    files: dict[str, tuple[bytes, str]]

    @classmethod
    def read(cls) -> "Assets":
        """Raises RuntimeError when the pages' scripts were not made yet."""
        for folder, _ in _PLACES.values():
            if not folder.is_dir():
                raise RuntimeError(f"{folder} is missing: ./infra/up makes it")
        return cls(
            {
                f"{place}{file.relative_to(folder).as_posix()}": (
                    file.read_bytes(),
                    _KINDS[file.suffix],
                )
                for place, (folder, wanted) in _PLACES.items()
                for file in sorted(folder.rglob(wanted))
            }
        )

    @property
    def version(self) -> str:
        """The state of all files, so that browsers may keep them for ever under its name."""
        digest = hashlib.sha256()
        for name, (content, _) in self.files.items():
            digest.update(name.encode() + content)
        return digest.hexdigest()[:12]

    def route(self) -> HTTPRouteHandler:
        @get(f"/static/{self.version}/{{file:path}}", include_in_schema=False)
        async def asset(file: FromPath[str]) -> Response[bytes]:
            if file not in self.files:
                raise NotFound
            content, kind = self.files[file]
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
        "wall_clock": dates.wall_clock,
        "weekday": dates.weekday,
    }
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))
