"""How well ceasefires are told: scores, their uncertainty, and peers that are told the same facts."""
