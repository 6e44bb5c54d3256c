"""What is learnt from, and how: labelled messages and look-ups in, tables of weights out (see `__main__`)."""
