"""What does a person see who opens the address in a browser?"""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
ASSETS = {"home.css": "text/css; charset=utf-8"}


def home_routes() -> APIRouter:
    """Return the page at `/` and what it loads."""
    router = APIRouter(include_in_schema=False)
    page = _read("home.html")

    @router.get("/")
    async def home() -> Response:
        headers = {"Content-Security-Policy": POLICY}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)

    @router.get("/static/home.css")
    async def style() -> Response:
        return Response(_read("home.css"), media_type=ASSETS["home.css"], headers={"Cache-Control": "max-age=3600"})

    return router


def _read(name: str) -> bytes:
    return files("xiaoer.web").joinpath("static", name).read_bytes()
