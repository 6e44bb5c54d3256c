"""From what a person typed to what it may mean. Proposes, never decides."""
