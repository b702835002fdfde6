"""The shapes of providers' tokens that detect-secrets keeps, with match spans of our own.

Only the regular expressions are used. Its line scanner gives back a group in place of the token
("ghp" of a GitHub token) and its entropy plugins flag ordinary words, so neither runs here; why the
library is here at all is in docs/decisions/0004-secrets.md.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

_PLUGINS = {
    "artifactory": "ArtifactoryDetector",
    "aws": "AWSKeyDetector",
    "azure_storage_key": "AzureStorageKeyDetector",
    "basic_auth": "BasicAuthDetector",
    "cloudant": "CloudantDetector",
    "discord": "DiscordBotTokenDetector",
    "github_token": "GitHubTokenDetector",
    "gitlab_token": "GitLabTokenDetector",
    "ibm_cloud_iam": "IbmCloudIamDetector",
    "ibm_cos_hmac": "IbmCosHmacDetector",
    "jwt": "JwtTokenDetector",
    "mailchimp": "MailchimpDetector",
    "openai": "OpenAIDetector",
    "pypi_token": "PypiTokenDetector",
    "sendgrid": "SendGridDetector",
    "slack": "SlackDetector",
    "softlayer": "SoftlayerDetector",
    "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector",
    "telegram_token": "TelegramBotTokenDetector",
    "twilio": "TwilioKeyDetector",
}
"""Module and class of each plugin that is used. Left out: the entropy and keyword plugins (ordinary
words), public IP addresses (literals already), npm (its expression swallows the rest of the line)
and private keys (it knows their first line only): `secrets` has the last two itself."""
_BRACKETS = str.maketrans("`()[]{}<>*|,;“”‘’", "                 ")
"""What people put around a token; some of the expressions know quotation marks only."""
_AROUND = " \t\n\r\"'=:"
_TAIL = re.compile(r"[\w+/=-]*")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of `text` that have the shape of a provider's token; they may overlap.

    Every range runs on to the end of its token: some of the expressions stop at a length that
    newer tokens exceed, and half a token must not stay.
    """
    bare = text.translate(_BRACKETS)
    for pattern in _patterns():
        for match in pattern.finditer(bare):
            found = match[0]
            start = match.start() + len(found) - len(found.lstrip(_AROUND))
            end = match.start() + len(found.rstrip(_AROUND))
            tail = _TAIL.match(bare, end)
            yield start, tail.end() if tail else end


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # Imported on first use: it takes a sixth of a second, and without a model nothing leaves.
    modules = ((import_module(f"detect_secrets.plugins.{name}"), name) for name in _PLUGINS)
    detectors = [getattr(module, _PLUGINS[name])() for module, name in modules]
    return tuple(pattern for detector in detectors for pattern in detector.denylist)


def warm_up() -> None:
    """Import the library now, so that no message waits for it."""
    _patterns()
