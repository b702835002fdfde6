"""The parts of the deterministic engine (`translators.rewriter`): English, tokens, and the
rules by part of speech.
"""
