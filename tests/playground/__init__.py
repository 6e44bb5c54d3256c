"""The server behind Microsoft's own Agents Playground: people type and tap on its page in a real browser.

Run with `make playground`; it needs node and Chromium, so `make test` leaves this folder out. The Playground may be
used for trying things out only (its licence), so npm fetches it and nothing of it is kept here.

What the Playground (0.2.28) leaves to the double of Teams: it sends no tokens and takes any; it has no limits of size
or rate, delivers nothing twice, never says 429 or 5xx, knows no guests and nobody from elsewhere, and has one person
who acts. It sends no `locale`, draws no notification, reads no manifest (no menus of commands, no private commands).
A chat that the bot begins is nowhere on its page: the person's own has to be known before. It draws cards as wide as a
phone whatever they ask for, colours what unfolds as if it were the main button, and writes a time in two ways.
"""
