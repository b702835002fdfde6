"""Delivery: everything that knows Slack, HTTP, the command line or the environment."""
