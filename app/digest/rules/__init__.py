"""When a letter is due, what it says, and what its links open."""
