"""Secrets that are kept: sealed with a key that is not in the database."""

import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.database import StorageError


class BadKey(StorageError):
    """The key can't be used, or is not the one that something was sealed with."""


class Cipher:
    """Seals texts with the first of its keys and opens what any of them sealed (Fernet: AES-128 in
    CBC mode with HMAC-SHA256, https://github.com/fernet/spec).

    `keys` are comma separated, the newest first: that is how keys are changed without a break.
    """

    def __init__(self, keys: str) -> None:
        parts = [key.strip() for key in keys.split(",") if key.strip()]
        try:
            self._fernets = [Fernet(key) for key in parts]
        except ValueError:
            self._fernets = []
        if not self._fernets:
            raise BadKey(
                "TOKEN_ENCRYPTION_KEY must be one or more Fernet keys, separated by commas: each 32"
                " random bytes in URL-safe base64."
            )
        self._all = MultiFernet(self._fernets)
        self.name = hashlib.sha256(parts[0].encode()).hexdigest()[:12]
        """Tells the key that seals from others, and nothing about it."""

    def seal(self, text: str, *, purpose: str) -> str:
        """The text, unreadable; it opens for the same purpose only, so that a sealed text can't be
        put in another's place."""
        return self._all.encrypt(f"{purpose}\n{text}".encode()).decode()

    def open(self, sealed: str, *, purpose: str, max_age: int | None = None) -> str:
        """What was sealed, at most `max_age` seconds ago. Raises BadKey."""
        try:
            opened = self._all.decrypt(sealed, ttl=max_age).decode()
        except InvalidToken:
            raise BadKey(
                "Something was sealed with a key that TOKEN_ENCRYPTION_KEY lacks."
            ) from None
        found, _, text = opened.partition("\n")
        if found != purpose:
            raise BadKey("Something was sealed for another purpose.")
        return text

    def is_current(self, sealed: str) -> bool:
        """Whether the first key sealed it."""
        try:
            self._fernets[0].decrypt(sealed)
        except InvalidToken:
            return False
        return True
