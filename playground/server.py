"""The HTTP application around the small Slack."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute


def create_server_app(routes: Sequence[BaseRoute]) -> Starlette:
    """What answers on these routes: the Web API, and the page where it is wanted.

    Requests for another host name than the loopback's are refused: otherwise a web page elsewhere
    could reach this server by pointing its own name at 127.0.0.1.
    """
    hosts = ["127.0.0.1", "localhost"]
    return Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
    )
