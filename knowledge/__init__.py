"""What the sources say: data, frozen models, and `load()`. Imports nothing of the other rings."""

from knowledge.library import Knowledge
from knowledge.load import ContentError, load

__all__ = ["ContentError", "Knowledge", "load"]
