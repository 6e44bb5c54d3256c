"""Tests, one file a module; they mirror the packages."""
