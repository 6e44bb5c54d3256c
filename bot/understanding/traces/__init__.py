"""Personal details in a text: pointed out before anything is saved.

A light warning, not a promise. E-mail addresses, handles and phone numbers are found by their shape, names by lists
of names and by what stands around them (`knowledge/content/names.toml`). Every step is linear in the length of the
text: somebody waits for the answer, and nobody may make the bot slow by what they type.

Who builds on whom: spans <- addresses; spans <- other_numbers <- phones; spans, lexicon <- reading <- surroundings
<- rules <- names; all of them <- finding.
"""

from bot.understanding.traces.finding import Kind, Trace, traces, without_traces

__all__ = ["Kind", "Trace", "traces", "without_traces"]
