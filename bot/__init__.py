"""What the assistant does. Pure but for `assistant` and `log`; knows nothing of any channel."""
