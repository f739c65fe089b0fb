"""What a report says, whatever it is packed in."""

from io import BytesIO
from zipfile import ZipFile


def text_of(content: str | bytes) -> str:
    """A text as it is; of an Office package the names and texts of all its parts."""
    if isinstance(content, str):
        return content
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode()}\n" for name in archive.namelist())
