"""What integration tests share."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.integration.browser_page import launched


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser of the test's own, without a window."""
    async with launched() as browser:
        yield browser
