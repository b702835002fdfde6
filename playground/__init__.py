"""A small Slack in one process: people, channels, the Web API, and the page that shows them."""

from playground.clock import ManualClock, WallClock
from playground.slack import Playground

__all__ = ["ManualClock", "Playground", "WallClock"]
