"""The same assistant in Microsoft Teams."""
