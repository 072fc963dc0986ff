"""Word 97-2003 and WPS files (OLE containers) and RTF: turned into HTML by LibreOffice where it is installed.

`antiword` loses cells and `catdoc` is worse on fast-saved files (measured), so what LibreOffice cannot read stays
unread with the reason.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from harvester.errors import UnreadablePage
from harvester.page.read import read_page

from ._reader import Content, Reader

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 30
MISSING = (
    "Old Office files (Word, Excel, WPS) and RTF need LibreOffice (the program `soffice`), which is not installed."
)
PROGRAMS = ("soffice", "libreoffice")


def read(body: bytes) -> Content:
    """Read an old Word, WPS or RTF file.

    Raises:
        UnreadablePage: no LibreOffice is installed, or it could not read the file in time.
    """
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise UnreadablePage(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / ("report.rtf" if body.startswith(b"{\\rtf") else "report.doc")
        source.write_bytes(body)
        profile = Path(folder, "profile").as_uri()
        command = [
            program,
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "html",
            "--outdir",
            folder,
        ]
        _run([*command, str(source)])
        result = source.with_suffix(".html")
        if not result.exists():
            raise UnreadablePage("LibreOffice could not read the file; it is damaged or of another kind.")
        page = read_page(result.read_bytes(), content_type="text/html")
    return Content(page.blocks)


def _run(command: list[str]) -> None:
    """Run LibreOffice, which starts further processes: all of them end with it."""
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix"
        )
    except OSError as problem:
        raise UnreadablePage(f"LibreOffice could not be started ({problem}).") from problem
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as problem:
        raise UnreadablePage(f"LibreOffice did not read the file within {SECONDS} s.") from problem
    finally:
        if process.poll() is None:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def sniff(body: bytes) -> bool:
    """An OLE container or rich text."""
    return body.startswith((OLE, b"{\\rtf"))


READER = Reader("doc", "application/msword", sniff, read)
