"""The product: a text of one side in, the same text for the other side out. No Slack, no SQL."""
