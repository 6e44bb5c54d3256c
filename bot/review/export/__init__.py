"""A consultation as a value to be written down: a record, a row of a table, the outline of a document. Pure."""
