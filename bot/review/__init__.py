"""What human rights leads and auditors do with the log."""
