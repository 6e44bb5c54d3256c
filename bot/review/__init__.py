"""What human rights leads do with a case: values and pure functions, as cards for every channel."""
