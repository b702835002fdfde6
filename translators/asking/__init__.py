"""The parts of `translators.requirements`: whether a message asks, for what, by when, and what it
leaves open.
"""
