"""Slack's request signature, version v0 (docs.slack.dev, verifying requests from Slack)."""

import hashlib
import hmac


def sign(body: bytes, *, secret: str, timestamp: int) -> str:
    """The value of X-Slack-Signature for `body` sent at `timestamp` (seconds since the epoch)."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
