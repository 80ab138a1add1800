"""Ceasefires elsewhere: mapped by their facts, predicted, held against what happened, and learnt from."""
