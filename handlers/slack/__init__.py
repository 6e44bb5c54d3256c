"""Slack's edge: what Slack delivers becomes neutral values, and neutral cards become Block Kit."""
