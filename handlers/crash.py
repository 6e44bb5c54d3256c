"""A crash, as a log line may tell it."""


def crash_in(error: BaseException) -> str:
    """The kind of an error and where it happened: fit for a log line, as its message may quote somebody."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_name}:{where.tb_lineno}" if where else "?"
    return f"{type(error).__name__} in {place}"
