"""A headless Chromium, and the playground's page as a person uses it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

PATIENCE_MS = 15_000
IMAGES = Path(__file__).parents[2] / "docs" / "images"
WINDOW = (1280, 800)


def chromium() -> str | None:
    """The browser that this machine has, if any."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine"),
]


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser without a window. Containers lack what its sandbox and shared memory need."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class SmallSlack:
    """The page in one browser tab. `problems`: errors of its scripts, requests to elsewhere."""

    page: Page
    problems: list[str] = field(default_factory=list)

    @classmethod
    async def opened(
        cls,
        browser: Browser,
        url: str,
        *,
        size: tuple[int, int] = WINDOW,
        dark: bool = False,
        wait: bool = True,
    ) -> "SmallSlack":
        """The page in a new tab; with `wait`, once its first message is there."""
        page = await browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        expect.set_options(timeout=PATIENCE_MS)
        slack = cls(page)
        page.on("pageerror", lambda error: slack.problems.append(str(error)))
        page.on(
            "console",
            lambda line: slack.problems.append(line.text) if line.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(url) else slack.problems.append(request.url)
            ),
        )
        await page.goto(url)
        if wait:
            await expect(slack.messages.first).to_be_visible()
        return slack

    @property
    def messages(self) -> Locator:
        return self.page.locator("#messages article")

    @property
    def private(self) -> Locator:
        """The newest message that only this person sees."""
        return self.page.locator("#messages article.ephemeral").last

    @property
    def modal(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer-text")

    def message(self, text: str) -> Locator:
        return self.messages.filter(has_text=text).last

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)

    async def type(self, text: str) -> None:
        """Type into the message box and press Enter."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def become(self, name: str) -> None:
        await self.page.get_by_role("radio").filter(has_text=name).click()
        await expect(self.composer).to_have_attribute(
            "placeholder", f"Message #product-launch as {name}"
        )

    async def close_modal(self) -> None:
        """Press Escape until no modal is open: one may lie on another."""
        while await self.modal.count():
            await self.page.keyboard.press("Escape")
            await self.page.wait_for_timeout(50)

    async def picture(self, name: str) -> None:
        """Keep what is shown as docs/images/NAME.png, where DOCS_IMAGES is set."""
        if not os.environ.get("DOCS_IMAGES"):
            return
        shot = await self.page.screenshot(animations="disabled")
        await asyncio.to_thread(_write, IMAGES / f"{name}.png", shot)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
