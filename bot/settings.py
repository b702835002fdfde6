"""The settings, read once from the environment and an optional `.env` file. Nobody else reads the
environment.

All mistakes are reported together, each as a sentence that names the variable and what to do.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from translators.errors import ParlanceError

DEFAULT_SLACK_API_URL = "https://slack.com/api/"
LOCAL = "local"
"""Stands for workspace and person where somebody uses the command line."""


class BadSettings(ParlanceError):
    """Settings that can't be used. The text has a line for each mistake."""


def _command_name(value: str) -> str:
    if not value.startswith("/") or len(value) > 32 or " " in value:
        raise ValueError("must start with a slash, hold no space and have 32 characters at most")
    return value.lower()


def _api_url(value: str) -> str:
    _absolute_url(value)
    if not value.endswith("/api/"):
        raise ValueError("must end in /api/")
    return value


def _absolute_url(value: str) -> str:
    TypeAdapter(HttpUrl).validate_python(value)
    return value


def _database_url(value: str) -> str:
    if not value.startswith(
        ("sqlite://", "sqlite+aiosqlite://", "postgresql://", "postgresql+psycopg://")
    ):
        raise ValueError("must start with sqlite:// or postgresql://")
    return value


CommandName = Annotated[str, AfterValidator(_command_name)]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """Names are those of the environment variables, in lower case. Empty values count as absent."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = DEFAULT_SLACK_API_URL
    slack_command_translate: CommandName = "/translate"
    slack_command_glossary: CommandName = "/glossary"

    openai_api_key: SecretStr | None = None
    openai_base_url: Annotated[str, AfterValidator(_absolute_url)] | None = None
    openai_model: str = "gpt-5-mini"
    openai_api_style: Literal["responses", "chat"] = "responses"

    parlance_home: Path = Path("~/.local/share/parlance")
    database_url: Annotated[str, AfterValidator(_database_url)] | None = None
    token_encryption_key: SecretStr | None = None
    store_text: bool = False
    retention_days: Annotated[int, Field(gt=0)] = 365

    rate_limit_per_minute: Annotated[int, Field(ge=0)] = 20
    daily_token_budget: Annotated[int, Field(ge=0, le=1_000_000_000)] = 500_000

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    log_level: LogLevel = "INFO"

    @property
    def home(self) -> Path:
        """The folder for Parlance's own files."""
        return self.parlance_home.expanduser()

    @property
    def by_oauth(self) -> bool:
        """Whether many workspaces install the app by OAuth; Socket Mode is for one."""
        parts = (self.slack_client_id, self.slack_client_secret, self.token_encryption_key)
        return all(parts) and self.slack_app_token is None

    @property
    def database(self) -> str:
        """The database's URL: the one that was set, or a SQLite file in `home`."""
        return self.database_url or f"sqlite:///{self.home / 'parlance.sqlite3'}"


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment, `overrides` (by field name) first. Raises BadSettings."""
    try:
        return Settings(**overrides)
    except ValidationError as problem:
        raise BadSettings(_sentences(problem)) from None


def _sentences(problem: ValidationError) -> str:
    lines = []
    for mistake in problem.errors(include_input=False, include_url=False):
        name = str(mistake["loc"][0]).upper() if mistake["loc"] else "The settings"
        reason = mistake["msg"].removeprefix("Value error, ")
        lines.append(f"{name}: {reason[:1].lower()}{reason[1:]}.")
    return "\n".join(lines)
