"""The one place that names Mesa, so that a change of its interface is met in one file."""

from mesa import Agent, DataCollector, Model

__all__ = ["Agent", "DataCollector", "Model"]
