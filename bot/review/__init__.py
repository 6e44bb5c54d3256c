"""What human rights leads do with the log. Pure: values in, values out."""
