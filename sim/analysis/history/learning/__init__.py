"""What ceasefires teach about shared constants: priors, simulations, likelihood and weights."""
