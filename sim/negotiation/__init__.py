"""The road to a ceasefire: war while talking, rounds of talks, pressure, and the deal that results (M28-M34)."""
