"""The playground's page in a real browser: its mechanics, and the story of a newcomer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.serving import opened_playground
from bot.settings import Settings
from playground import Playground
from tests.integration.browser_page import NEEDS_CHROMIUM, SmallSlack

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Playground]:
    """The playground as `parlance playground` opens it, with the real bot and without a model."""
    settings = Settings(_env_file=None, parlance_home=tmp_path, openai_api_key=None)
    async with opened_playground(settings) as slack:
        yield slack


async def test_a_newcomer_meets_parlance(slack: Playground, browser: Browser) -> None:
    """Command, answer, button, shortcut on a message, modal, a new word, and the word in use."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.picture("playground")

    await page.button("Use it").or_(page.page.locator(".example")).first.click()
    await expect(page.composer).to_have_value(
        "/translate We need to optimize the API response time."
    )
    await page.composer.press("Enter")
    await expect(page.private).to_contain_text("customers")
    await expect(page.private).to_contain_text("Only visible to you")
    await expect(page.private).to_contain_text("glossary only")
    await page.picture("answer")

    await page.private.get_by_role("button", name="Post to channel").click()
    await expect(page.message("Translated by Parlance")).to_be_visible()

    message = page.message("feature flag on staging")
    await message.hover()
    await message.get_by_role("button", name="Translate jargon").click()
    await expect(page.modal).to_contain_text("feature flag")
    await expect(page.modal.get_by_role("button", name="Swap direction")).to_be_visible()
    await page.picture("shortcut")
    await page.page.keyboard.press("Escape")
    await expect(page.modal).to_have_count(0)

    await page.become("Maya")
    await add_a_word(page)

    await page.become("Tom")
    await page.type("/translate to business Deploys freeze while the zorbinator is down.")
    await expect(page.private).to_contain_text("the machine that sorts parcels")
    assert slack.violations == []
    assert page.problems == []


async def add_a_word(page: SmallSlack) -> None:
    """Add a term through the form, as a curator; the first try forgets a field."""
    await page.type("/glossary add zorbinator")
    await expect(page.modal).to_contain_text("Add a term")
    await page.modal.get_by_role("button", name="Add").click()
    await expect(page.modal).to_contain_text("Please complete this required field.")
    await page.modal.get_by_label("Technical teams").check()
    await page.modal.get_by_label("Plain meaning").fill("the machine that sorts parcels")
    await page.modal.get_by_label("Definition").fill("The machine in the hall that sorts parcels.")
    await page.picture("glossary-add")
    await page.modal.get_by_role("button", name="Add").click()
    await expect(page.modal).to_contain_text("Added")
    await page.page.keyboard.press("Escape")


async def test_every_surface_is_met_in_the_page(slack: Playground, browser: Browser) -> None:
    """A requirement with its questions; for a curator the review of a suggestion, a channel's
    notes, and the home tab."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.type("/glossary suggest")
    await expect(page.modal).to_contain_text("Suggest")
    await page.modal.get_by_label("Term").first.fill("zorbinator")
    await page.modal.get_by_label("Technical teams").check()
    await page.modal.get_by_label("Plain meaning").fill("the machine that sorts parcels")
    await page.modal.get_by_label("Definition").fill("The machine in the hall that sorts parcels.")
    await page.modal.get_by_role("button", name="Suggest").click()
    await expect(page.modal).to_contain_text("curator")
    await page.close_modal()

    await page.become("Maya")
    await page.type(
        "/translate to tech We must stop the churn in our key accounts before renewal for $20k."
    )
    await expect(page.private).to_contain_text("Worth asking first")
    await page.picture("requirement")
    await page.type("/glossary review")
    await expect(page.modal).to_contain_text("zorbinator")
    await page.picture("review")
    await page.close_modal()
    await page.type("/glossary channel")
    await expect(page.modal).to_be_visible()
    await page.picture("channel-notes")
    await page.close_modal()

    await page.page.get_by_text("Parlance home").click()
    await expect(page.page.get_by_text("Your side")).to_be_visible()
    await page.picture("home")
    assert slack.violations == []
    assert page.problems == []


async def test_the_notes_of_a_channel_are_met_in_the_page(
    slack: Playground, browser: Browser
) -> None:
    """A curator looks at the preview and switches notes on; a reader clicks the emoji; then the
    other two modes."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.type("We rolled the feature flag back, and the load balancer sends traffic again.")
    await expect(page.message("We rolled the feature flag")).to_be_visible()
    await page.become("Maya")
    await choose_notes(page, "An emoji", preview=True)

    await page.type("The rollback is done, and the load balancer sends traffic to the old servers.")
    noted = page.message("The rollback is done")
    await expect(noted.locator(".reaction")).to_be_visible()
    await page.become("Tom")
    await noted.locator(".reaction").click()
    await expect(page.private).to_contain_text("load balancer")
    await page.picture("note-reaction")

    await page.become("Maya")
    await choose_notes(page, "A short reply")
    await page.type("Autoscaling could not keep up with the traffic that came in this morning.")
    await expect(page.message("Autoscaling could not")).to_contain_text("1 reply")
    await page.message("Autoscaling could not").get_by_text("1 reply").click()
    await expect(page.page.locator("#thread")).to_contain_text("autoscaling")
    await expect(page.message("Autoscaling could not")).to_be_in_viewport()
    await page.picture("note-thread")
    await page.page.keyboard.press("Escape")
    await expect(page.page.locator("#thread")).to_be_hidden()

    await choose_notes(page, "A hint")
    await page.type("The hotfix waits for the failover, so we do it after lunch with everybody.")
    await expect(page.private).to_contain_text("hotfix")
    await page.picture("note-author")
    assert slack.violations == []
    assert page.problems == []


async def choose_notes(page: SmallSlack, mode: str, *, preview: bool = False) -> None:
    """Switch notes on in the mode whose name begins so."""
    await page.type("/glossary channel")
    await expect(page.modal).to_contain_text("Notes on messages")
    await page.modal.locator("label", has_text=mode).first.click()
    if preview:
        await page.modal.get_by_role("button", name="Preview").click()
        await expect(page.modal.get_by_text("would have had")).to_be_in_viewport()
        await page.picture("note-preview")
    await page.modal.get_by_role("button", name="Save").click()
    await expect(page.modal).to_contain_text("Saved")
    await page.close_modal()


async def test_the_words_are_looked_up_corrected_and_brought_in_from_a_file(
    slack: Playground, browser: Browser
) -> None:
    """The glossary's browser, a form with mistakes in it, the diff of an import."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.type("/glossary")
    await page.modal.get_by_label("Look up a word").fill("latency")
    await page.modal.get_by_role("button", name="Search").click()
    await expect(page.modal.get_by_role("button", name="Show").first).to_be_visible()
    await page.picture("glossary-browser")
    await page.close_modal()

    await page.become("Maya")
    await page.type("/glossary add zorbinator")
    await page.modal.get_by_label("Technical teams").check()
    await page.modal.get_by_label("Plain meaning").fill(
        "the machine in the hall by the river that sorts all of our parcels at night"
    )
    await page.modal.get_by_label("Definition").fill("The machine that sorts parcels.")
    await page.modal.get_by_label("Other forms").fill("churn")
    await page.modal.get_by_role("button", name="Add").click()
    await expect(page.modal).to_contain_text("already stands for")
    await page.modal.get_by_label("Other forms").fill("")
    await page.modal.get_by_role("button", name="Add").click()
    await expect(page.modal.locator(".field-error")).to_have_text(
        "A plain meaning has 8 words or fewer."
    )
    await page.picture("glossary-errors")
    await page.close_modal()

    await page.type("/glossary import")
    await page.modal.get_by_label("Paste terms").fill(IMPORTED)
    await page.modal.get_by_role("button", name="Show changes").click()
    await expect(page.modal.get_by_role("button", name="Import 2")).to_be_visible()
    await page.picture("import-diff")
    await page.close_modal()
    assert slack.violations == []
    assert page.problems == []


IMPORTED = """id,side,category,kind,forms.sg,gloss,definition
parcel-hall,business,workspace,noun,parcel hall,where parcels are sorted,The hall by the river.
zorbinator,tech,workspace,noun,zorbinator,the machine that sorts parcels,It sorts parcels.
broken,nobody,workspace,noun,broken row,a row with a mistake,Its side is none.
"""


async def test_what_is_written_to_the_bot_is_answered_in_the_page(
    slack: Playground, browser: Browser
) -> None:
    """A draft checked, the form behind the bare command, a direct message, a mention, a home."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.button("Shortcuts").click()
    await page.page.get_by_role("menuitem", name="Check before I post").click()
    await page.modal.get_by_label("Your draft").fill(
        "The rollback is done, but the error rate is still 0.1% behind the load balancer."
    )
    await page.modal.get_by_label("Who will read it?").select_option("Sales")
    await page.modal.get_by_role("button", name="Check", exact=True).click()
    await expect(page.modal).to_contain_text("For sales")
    await page.picture("check-draft")
    await page.close_modal()

    await page.type("@parlance for finance: the failover to the other region is done")
    await expect(page.message("@parlance")).to_contain_text("1 reply")
    await page.message("@parlance").get_by_text("1 reply").click()
    await expect(page.page.locator("#thread")).to_contain_text("For finance")
    await page.picture("mention")
    await page.page.keyboard.press("Escape")

    await page.page.get_by_text("Parlance home").click()
    await expect(page.page.get_by_text("Your side")).to_be_visible()
    await page.picture("home-reader")
    await page.page.get_by_role("button", name="Parlance", exact=True).click()
    await page.type("p95 latency went from 850 ms to 420 ms after we added caching.")
    await expect(page.messages.last).to_contain_text("1 reply")
    await page.messages.last.get_by_text("1 reply").click()
    await expect(page.page.locator("#thread")).to_contain_text("51%")
    await page.picture("direct-message")
    assert slack.violations == []
    assert page.problems == []


async def test_the_page_is_used_by_keyboard_alone(slack: Playground, browser: Browser) -> None:
    """Slash offers the commands, Tab takes one; in a modal the focus stays; Escape leads back."""
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.composer.focus()
    await page.page.keyboard.type("/gl")
    await expect(page.page.get_by_role("option")).to_have_count(1)
    await page.page.keyboard.press("Tab")
    await expect(page.composer).to_have_value("/glossary ")
    await page.page.keyboard.type("add uptime target")
    await page.page.keyboard.press("Enter")
    await expect(page.modal).to_be_visible()
    for _ in range(25):
        await page.page.keyboard.press("Tab")
        assert await page.page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    await page.page.keyboard.press("Escape")
    await expect(page.composer).to_be_focused()
    await page.page.locator("[role=radio][aria-checked=true]").focus()
    await page.page.keyboard.press("ArrowDown")
    await expect(page.composer).to_have_attribute("placeholder", "Message #product-launch as Maya")
    assert page.problems == []


async def test_what_others_do_appears_at_once_and_private_words_stay_private(
    slack: Playground, browser: Browser
) -> None:
    tom = await SmallSlack.opened(browser, slack.page_url)
    await slack.say("Maya", "product-launch", "Look: <script>alert(1)</script> *bold* `code`")
    shown = tom.message("Look:")
    await expect(shown).to_contain_text("<script>alert(1)</script>")
    await expect(shown.locator("strong")).to_have_text("bold")
    await expect(shown.locator("code")).to_have_text("code")
    await slack.command("Maya", "product-launch", "/translate Our API latency is high.")
    await slack.say("Priya", "product-launch", "Anybody there?")
    await expect(tom.message("Anybody there?")).to_be_visible()
    await expect(tom.page.locator("article.ephemeral")).to_have_count(0)
    await slack.say("Maya", "engineering", "elsewhere")
    await expect(tom.page.get_by_label("1 unread")).to_be_visible()
    assert tom.problems == []


async def test_threads_reactions_and_edits_work(slack: Playground, browser: Browser) -> None:
    page = await SmallSlack.opened(browser, slack.page_url)
    await page.type("First version")
    message = page.message("First version")
    await message.hover()
    await message.get_by_role("button", name="Reply in thread").click()
    await page.page.locator("#thread-text").fill("A reply")
    await page.page.keyboard.press("Enter")
    await expect(page.page.locator("#thread article")).to_have_count(2)
    await expect(message).to_contain_text("1 reply")
    await message.hover()
    await message.get_by_role("button", name="Add a reaction").click()
    await page.page.get_by_role("menuitem").first.click()
    await expect(message.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.page.get_by_role("menuitem", name="Edit message").click()
    await page.type("Second version")
    await expect(page.message("Second version")).to_contain_text("(edited)")
    assert page.problems == []


@pytest.mark.parametrize(
    ("size", "dark", "name"),
    [((1280, 800), True, "dark"), ((390, 760), False, "phone")],
    ids=["dark", "phone"],
)
async def test_the_page_fits_dark_rooms_and_small_screens(
    slack: Playground, browser: Browser, size: tuple[int, int], dark: bool, name: str
) -> None:
    page = await SmallSlack.opened(browser, slack.page_url, size=size, dark=dark)
    await page.type("/translate Our system uptime was 99.8% last month.")
    await expect(page.private).to_contain_text("minutes")
    await page.picture(name)
    overflow = await page.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not overflow
    assert page.problems == []
