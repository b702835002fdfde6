"""Settings: what is read from the environment, and what a mistake is answered with."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, load_settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_an_empty_environment_is_enough() -> None:
    settings = load_settings()
    assert settings.slack_command_translate == "/translate"
    assert settings.port == 3000
    assert settings.database.startswith("sqlite:///")


def test_an_empty_value_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("PORT", "")
    assert load_settings().openai_api_key is None
    assert load_settings().port == 3000


def test_the_database_lies_in_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLANCE_HOME", "/srv/parlance")
    assert load_settings().database == "sqlite:////srv/parlance/parlance.sqlite3"


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_COMMAND_TRANSLATE=/plain\n")
    assert load_settings().slack_command_translate == "/plain"


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("PORT", "http", "PORT: "),
        ("PORT", "70000", "PORT: "),
        ("SLACK_API_URL", "https://slack.example/", "SLACK_API_URL: must end in /api/."),
        ("SLACK_COMMAND_GLOSSARY", "glossary", "SLACK_COMMAND_GLOSSARY: must start with a slash"),
        ("OPENAI_API_STYLE", "telepathy", "OPENAI_API_STYLE: "),
        ("OPENAI_BASE_URL", "not an address", "OPENAI_BASE_URL: "),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL: must start with sqlite:// or postgresql://."),
        ("RETENTION_DAYS", "0", "RETENTION_DAYS: "),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: "),
    ],
)
def test_a_mistake_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as raised:
        load_settings()
    assert complaint in str(raised.value)


def test_all_mistakes_are_told_at_once_and_no_value_is_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "secret-looking-port")
    monkeypatch.setenv("RETENTION_DAYS", "-3")
    with pytest.raises(BadSettings) as raised:
        load_settings()
    assert len(str(raised.value).splitlines()) == 2
    assert "secret-looking-port" not in str(raised.value)
