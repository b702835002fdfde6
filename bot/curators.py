"""Who may change a workspace's words. The one place that says so."""

from bot.slack import Slack

_ROLES = ("is_admin", "is_owner", "is_primary_owner")


async def may_change(slack: Slack, user: str) -> bool:
    """Whether this person curates the workspace's glossary: its admins and owners do."""
    profile = await slack.profile(user)
    return any(profile.get(role) for role in _ROLES)
