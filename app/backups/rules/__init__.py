"""Pure rules of backups: how a file is made up, and which files are kept."""
