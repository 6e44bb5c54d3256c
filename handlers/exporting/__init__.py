"""Consultations written down: one file per format, over values that `bot.review.export` made."""
