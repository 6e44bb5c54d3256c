"""Where an export is noted: the one place, called once for each export."""

from handlers.exporting.asked import Asked


def about_to_export(asked: Asked, person: str) -> None:
    """Called after the right was checked and before anything leaves the log; what it raises stops the export.

    An entry of the audit trail belongs here: who (`person`), which format, whether redacted, which cases. None is
    kept yet.
    """
    del asked, person
