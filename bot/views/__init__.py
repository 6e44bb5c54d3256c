"""Values to cards, one module a subject. No decision is made here."""
