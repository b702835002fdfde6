"""The parts of `translators.evaluation`: cases, readability and reports."""
