"""Where people meet the assistant: the terminal, the command line, and every channel."""
