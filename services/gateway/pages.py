"""How pages are rendered: the template folders, and the few words that templates know."""

import hashlib
import zlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import File
from litestar.router import Router
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from services.gateway import paths
from services.gateway.settings import Settings

HERE = Path(__file__).parent
UI = HERE / "ui"
HTMX = UI / "node_modules" / "htmx.org" / "dist"
_ASSETS = (UI / "css", UI / "js", UI / "images")


def assets_version() -> str:
    """Name the state of all assets, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for folder in (*_ASSETS, HTMX):
        for file in sorted(folder.rglob("*")):
            if (
                file.suffix in {".css", ".js", ".svg", ".png"}
                and "node_modules" not in file.parts[-3:]
            ):
                digest.update(zlib.crc32(file.read_bytes()).to_bytes(4, "big"))
    return digest.hexdigest()[:12]


def template_config(settings: Settings, version: str) -> TemplateConfig[JinjaTemplateEngine]:
    environment = Environment(
        loader=FileSystemLoader([UI / "templates", HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "paths": paths,
        "assets": f"/static/{version}",
        "sandbox": settings.checkout_origin.startswith("http://"),
    }
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def assets_routers(version: str) -> list[Router]:
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    places = {"css": UI / "css", "js": UI / "js", "images": UI / "images", "vendor": HTMX}
    return [
        create_static_files_router(
            path=f"/static/{version}/{name}",
            directories=[folder],
            include_in_schema=False,
            after_request=lambda response: _keep(response, kept),
        )
        for name, folder in places.items()
    ]


def _keep(response: File, headers: dict[str, str]) -> File:
    response.headers.update(headers)
    return response
