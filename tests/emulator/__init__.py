"""The server against an emulator of Slack that others wrote: what its calls may do is judged there, not by our double.

Run with `make emulator`; it needs node, so `make test` leaves this folder out.

What the emulator (emulate 0.12.2) leaves to the double: it delivers nothing to an app but plain events, so commands,
clicks and forms are delivered as the double delivers them (hands.py). It takes neither GET nor
arguments in the address, which Slack's SDK sends (gate.py). It has no response_url, no Socket Mode, no rates. It takes
any token, tells no x-oauth-scopes, knows no guests, languages or shared channels, checks no Block Kit limits, gives the
metadata of messages to whoever may read them, and lets a bot post in channels that it is not in.
"""
