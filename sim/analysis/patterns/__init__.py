"""Patterns of the record, measured on simulated ceasefires; the register of facts is in ``facts``."""
