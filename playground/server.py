"""The HTTP application around the small Slack: its Web API, and the page where wanted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from playground.page import Page

if TYPE_CHECKING:
    from playground.slack import Playground


def create_server_app(
    slack: "Playground", api_routes: Sequence[BaseRoute], *, page: bool
) -> Starlette:
    """The Web API, and with `page` the page and what it talks to.

    Requests for another host name than the loopback's are refused: otherwise a web page elsewhere
    could reach this server by pointing its own name at 127.0.0.1.
    """
    hosts = ["127.0.0.1", "localhost"]
    return Starlette(
        routes=[*api_routes, *(Page(slack).routes if page else ())],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
    )
