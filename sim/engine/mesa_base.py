"""The one place that names Mesa, so that a change of its interface is met in one file."""

from mesa import Agent, Model

__all__ = ["Agent", "Model"]
