"""Ceasefires as a file has them: its columns, cells and rows, and which of them are facts."""
