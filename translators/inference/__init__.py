"""The parts of `translators.llm`: what a model is sent, what it never sees, and the adapter that
asks it.
"""
