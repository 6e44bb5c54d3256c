"""Where people meet the assistant: the terminal, the command line, and every channel."""

import os

# Plug-ins of other packages could look at every value that is checked, what people wrote among them; and a start is
# quicker that looks for none.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
