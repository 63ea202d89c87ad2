"""From the words of a title to a profession, in the order of proof. Never by the nearest string."""
