"""Tests of the content and of how it is loaded."""
