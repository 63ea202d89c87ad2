"""Backups: workspaces saved into a file, restored from it, and moved to another database."""

from app.backups.service.deletions import keep_deletions
from app.backups.service.moving import move
from app.backups.service.physical import after_restore, restore_files, save_engine
from app.backups.service.restoring import restore
from app.backups.service.saving import ALL, header_of, save
from app.backups.service.scheduling import BackupKeeper, look_at

__all__ = [
    "ALL",
    "BackupKeeper",
    "after_restore",
    "header_of",
    "keep_deletions",
    "look_at",
    "move",
    "restore",
    "restore_files",
    "save",
    "save_engine",
]
