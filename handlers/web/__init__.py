"""What the server answers over HTTP before any channel has its say: the guard, health, metrics."""
