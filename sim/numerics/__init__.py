"""Arithmetic that gives the same bits everywhere: compiled rules, elementary functions, addressed random draws."""
