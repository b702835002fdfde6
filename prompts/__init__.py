"""Wording for the model as reviewed data: see `prompts.library.load`."""
