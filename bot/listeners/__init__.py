"""The ways in: one module for each, which says what it needs from Slack and registers its
listeners."""
