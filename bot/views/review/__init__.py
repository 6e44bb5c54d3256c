"""Cards for human rights leads: the queue, a case, the form of an act. Channels render them like every other card."""
