"""How a file becomes rows: decoding, the table in it, the mapping onto it, and each format."""
