"""The parts of `translators.verify`: what a text states, and how two texts differ in it."""
