"""While replicas are restarted one by one, two versions do each other's jobs."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.listeners.annotation_jobs import AnnotationJob
from bot.listeners.glossary_exports import ExportJob
from bot.listeners.glossary_imports import ImportJob, Source
from bot.listeners.glossary_notices import Notice
from bot.listeners.home import HomeJob
from bot.listeners.translating import TranslateJob
from bot.slack import Reply
from glossary.formats import Format
from storage.annotations import Place
from tests.chaos.versions import JOBS, make_next
from translators.models import Markup

REPLY = Reply(to="response_url", team="T1", user="U1")
PAYLOADS: tuple[BaseModel, ...] = (
    TranslateJob(text="Hi", markup=Markup.PLAIN, surface="translate_command", reply=REPLY),
    AnnotationJob(place=Place("T1", "C1"), ts="1.0"),
    ImportJob(team="T1", user="U1", view_id="V1", source=Source(form=Format.CSV, text="a,b")),
    ExportJob(team="T1", user="U1", form=Format.CSV, own=True),
    HomeJob(team="T1", user="U1"),
    Notice(user="U1", text="Hi", blocks=()),
)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: type(payload).__name__)
def test_a_payload_of_the_next_version_is_read_by_this_one(payload: BaseModel) -> None:
    written = payload.model_dump(mode="json") | {"since_next": "a field that nobody knows yet"}
    assert type(payload).model_validate(written) == payload


def test_the_next_version_of_make_chaos_differs_in_payload_and_prompts(tmp_path: Path) -> None:
    root = make_next(tmp_path)
    assert "since_next" in (root / JOBS).read_text("utf-8")
    prompts = [path.read_text("utf-8") for path in (root / "prompts").glob("*.md")]
    assert prompts
    assert all("\nversion: 9" in prompt for prompt in prompts)
