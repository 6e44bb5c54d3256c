"""The shapes of the content: one module a system of the sources, all values frozen."""
