"""The cards in Slack as pictures: drawn from what the real server sent, and checked that nothing on them is lost."""
