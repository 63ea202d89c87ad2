"""What may happen to an introduction, and when something is due."""
