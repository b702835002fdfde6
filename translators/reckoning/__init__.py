"""The parts of `translators.figures`: what numbers and dates a text holds, and the arithmetic
that explains them.
"""
