"""Secrets and personal data are found by shape; ordinary messages hold none."""

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators import masking
from translators.inference import known_tokens
from translators.inference.briefing import shield
from translators.inference.secrets import REMOVED, PrivateKind, find_private, remove_secrets
from translators.models import Markup

SHARED = Path(__file__).parents[3].parent / "shared"

# The tokens are put together here, so that no scanner takes this file for a leak.
TOKENS = {
    "aws": "AKIA" + "IOSFODNN7EXAMPLE",
    "github": "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "github fine-grained": "github_pat_" + "11ABCDEFG0abcdefghijkl_" + "x1" * 29,
    "gitlab": "glpat-" + "x1Y2z3-ABCDEFGHIJ_kl",
    "slack bot": "xoxb-" + "123456789012-1234567890123-" + "AbCdEfGhIjKlMnOpQrStUvWx",
    "slack app": "xapp-" + "1-A0123456789-1234567890123-" + "abc123" * 8,
    "slack webhook": "https://hooks.slack.com/services/" + "T000/B000/XXXXXXXXXXXXXXXX",
    "discord webhook": "https://discord.com/api/webhooks/" + "123456/abc-def",
    "openai": "sk-proj-" + "Abc123_def456-Ghi789jkl012",
    "anthropic": "sk-ant-api03-" + "Abc123_def456-Ghi789jkl012",
    "stripe": "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "google": "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
    "google oauth": "GOCSPX-" + "abcdefghijklmnopqrstuvwxyz12",
    "jwt": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "abc-DEF_123",
    "npm": "npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "pypi": "pypi-" + "AgEIcHlwaS5vcmc" + "CJDU3ZDg0" * 6,
    "sendgrid": "SG."
    + "abcdefghijklmnopqrstuv"
    + "."
    + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "twilio": "SK" + "0123456789abcdef" * 2,
    "shopify": "shpat_" + "0123456789abcdef" * 2,
    "hugging face": "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567",
    "digitalocean": "dop_v1_" + "0123456789abcdef" * 4,
    "atlassian": "ATATT3" + "xFfGF0abcdefghijklmnop=ABC123",
    "vault": "hvs." + "CAESIJabcdefghijklmnopqr",
    "telegram": "123456789:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
    "private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    "cut private key": "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk",
    "database": "postgres://app:s3cr3t@db.internal:5432/main",
    "basic auth": "https://deploy:hunter2@git.example.com/x.git",
    "putty key": "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none",
    "artifactory": "AKC" + "p8k7zQ2mWx91LrT5bN",
    "artifactory password": "AP6" + "xQ9zLm42TrWq",
    "aws in its older shape": "A3TX" + "QWERTYUIOP123456",
    "gitlab runner": "GR1348941" + "zQ1x-9LmTrWqA7bNcDeF",
    "cloudant": "cloudant_password " + "abcdefghijklmnopqrstuvwx",
    "ibm storage": "cos_hmac_secret_access_key " + "a1b2c3" * 8,
    "softlayer": "https://api.softlayer.com/soap/v3/" + "a1b2c3d4" * 8,
    "longer than its published shape": "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc" * 3,
    "random": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
@pytest.mark.parametrize("frame", ["{}", "Please use {} for now, thanks.", "key:`{}`\nok", "({})"])
def test_a_token_is_found_whole_wherever_it_stands(token: str, frame: str) -> None:
    if token.startswith("-----BEGIN OPENSSH"):
        frame = "Look: {}"  # A key without an end swallows all that follows.
    text = frame.format(token)
    assert token not in remove_secrets(text)
    found = [item for item in find_private(text) if item.is_secret]
    start = text.index(token)
    assert any(item.start <= start and start + len(token) <= item.end for item in found)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password: hunter22!", "hunter22!"),
        ("The password is S3cure-pass, keep it", "S3cure-pass"),
        ("Password is now `Tr0ub4dor`", "Tr0ub4dor"),
        ("DB_PASSWORD=swordfish", "swordfish"),
        ('"client_secret": "abcdefgh"', "abcdefgh"),
        ("api key = 12345abcde", "12345abcde"),
        ("export AWS_SECRET_ACCESS_KEY=abc123/def", "abc123/def"),
        ("Authorization: Bearer abcdefghij1234567890", "abcdefghij1234567890"),
        ("https://x.example/report?token=abc123def&x=1", "abc123def"),
        ("https://x.blob.example/f?sv=2024&sig=aBc%2F123", "aBc%2F123"),
    ],
)
def test_a_value_given_to_a_secret_name_is_a_secret(text: str, secret: str) -> None:
    assert remove_secrets(text) == text.replace(secret, REMOVED)


@pytest.mark.parametrize(
    "text",
    [
        "The password is required.",
        "password: required",
        "The token is expired, please rotate it.",
        "API key: rotate it on Friday",
        "The secret is a 12-character minimum",
        "token = config.token",
        "password=$DB_PASSWORD",
        "The basic understanding of bearer tokens in the authentication flow",
        "We need to optimize API latency from 850 ms to 420 ms by 2026-11-30.",
        "sk-learn and key-value stores, xoxo, AKIA",
        "Revenue was $12,400,000 in FY2026, up from 9.1M.",
        "2,147,483,648 rows, 30.6% churn, 99.95% uptime, 10:30:00, 1-2-3",
        "task-force/platform-engineering-and-developer-experience",
        "InternationalizationAndLocalizationOfTheWholeProduct2",
        "ISO27001, RFC9110, SPRINT2024 and SOC2",
        "call 5 customers by 2026-11-20",
    ],
)
def test_ordinary_words_are_nobodys_secret(text: str) -> None:
    assert find_private(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("card 4111 1111 1111 1111 declined", PrivateKind.CARD, "4111 1111 1111 1111"),
        ("card 5500-0000-0000-0004.", PrivateKind.CARD, "5500-0000-0000-0004"),
        ("amex 378282246310005", PrivateKind.CARD, "378282246310005"),
        ("pay DE89 3704 0044 0532 0130 00 today", PrivateKind.IBAN, "DE89 3704 0044 0532 0130 00"),
        ("GB82WEST12345698765432", PrivateKind.IBAN, "GB82WEST12345698765432"),
        ("ring +49 30 1234567 now", PrivateKind.PHONE, "+49 30 1234567"),
        ("or (415) 555-0132", PrivateKind.PHONE, "(415) 555-0132"),
        ("or 415-555-0132", PrivateKind.PHONE, "415-555-0132"),
        ("call me at 555 01 32 77", PrivateKind.PHONE, "555 01 32 77"),
        ("0171 2345678", PrivateKind.PHONE, "0171 2345678"),
        ("host 2001:db8:0:1::17 is down", PrivateKind.IP_ADDRESS, "2001:db8:0:1::17"),
        ("SSN 078-05-1120", PrivateKind.NATIONAL_ID, "078-05-1120"),
        ("order 4820193377", PrivateKind.IDENTIFIER, "4820193377"),
        ("user U024BE7LH", PrivateKind.IDENTIFIER, "U024BE7LH"),
        (
            "run 4f8b0c9e-1b1c-4d27-9b3f-2a1b3c4d5e6f",
            PrivateKind.IDENTIFIER,
            "4f8b0c9e-1b1c-4d27-9b3f-2a1b3c4d5e6f",
        ),
    ],
)
def test_personal_data_is_found_by_its_kind(text: str, kind: PrivateKind, piece: str) -> None:
    (found,) = find_private(text)
    assert (found.kind, text[found.start : found.end]) == (kind, piece)


@pytest.mark.parametrize("text", ["4111 1111 1111 1112", "DE89 3704 0044 0532 0130 01"])
def test_a_wrong_check_digit_is_neither_card_nor_iban(text: str) -> None:
    assert not {item.kind for item in find_private(text)} & {PrivateKind.CARD, PrivateKind.IBAN}


def test_a_secret_wins_over_the_personal_data_in_it() -> None:
    (found,) = find_private("postgres://app:415-555-0132@db/main")
    assert found.is_secret


def test_private_parts_get_markers_and_come_back_byte_for_byte() -> None:
    message = shield(
        masking.read("Card 4111 1111 1111 1111 &amp; <@U1> &gt; 5", markup=Markup.SLACK)
    )
    assert message.masked == "Card ⟦1⟧ & ⟦2⟧ > 5"
    assert message.unmask(message.masked) == message.raw


def test_a_private_part_that_overlaps_a_literal_is_protected_with_it_as_one() -> None:
    message = shield(masking.read("see `token=abc123` and https://u:pw@x.example/a"))
    assert message.masked == "see ⟦1⟧ and ⟦2⟧"


@given(st.text(max_size=200))
def test_spans_are_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    found = find_private(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["a", "1 ", "pass", "A1", "x.", "-", "eyJaaaaaaaaa.", "password ", "a:", "AB12 ", "+1 "],
)
def test_no_text_takes_long_to_search(piece: str) -> None:
    started = time.perf_counter()
    find_private(piece * (12_000 // len(piece)))
    assert time.perf_counter() - started < 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no reference data beside the project")
def test_four_thousand_real_messages_hold_no_secret_by_mistake() -> None:
    lines = (SHARED / "data" / "bench" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert len(texts) > 4000
    assert [text for text in texts if remove_secrets(text) != text] == []


def test_every_plugin_that_is_named_gives_expressions() -> None:
    assert len(known_tokens._patterns()) >= len(known_tokens._PLUGINS)


def test_the_library_of_shapes_is_not_imported_before_a_message_goes_to_a_model() -> None:
    code = "import sys, translators.service; sys.exit('detect_secrets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
