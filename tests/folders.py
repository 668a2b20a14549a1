"""What a folder holds."""

from pathlib import Path


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the content of every file, by its path below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
