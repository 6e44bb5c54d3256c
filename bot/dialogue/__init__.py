"""One turn of the conversation, pure: what was said, in which scene, gives events and cards."""
