"""One file per command of `leverage`: each has `register(parser)` and `run(arguments, settings) -> exit status`."""
