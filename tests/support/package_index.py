"""A package index on loopback (PEP 503) with tiny wheels made on the spot, and locks that pin them."""

import os
import re
import time
import zipfile
from hashlib import sha256
from io import BytesIO

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


def wheel(name: str, version: str, *more: str) -> bytes:
    """Return a wheel that holds no code.

    Args:
        name: The distribution's name.
        version: Its version.
        more: Further lines of its metadata, such as `Requires-Dist: base`.
    """
    info = f"{name}-{version}.dist-info"
    files = {
        f"{info}/METADATA": "\n".join(
            ("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *more, "")
        ),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD"))
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file, text in files.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return content.getvalue()


class PackageIndex:
    """An index that a test publishes releases on.

    Args:
        server: Where it is served.
        slowness: Seconds that each download takes.
    """

    def __init__(self, server: HTTPServer, slowness: float = 0) -> None:
        self.server, self.slowness = server, slowness
        self.files: dict[str, bytes] = {}
        server.expect_request(re.compile("/simple/.+/")).respond_with_handler(self._page)
        server.expect_request(re.compile("/files/.+")).respond_with_handler(self._file)

    def publish(self, name: str, version: str, *more: str) -> None:
        """Add a release to the index; `more` is further lines of its metadata."""
        self.files[_file_name(name, version)] = wheel(name, version, *more)

    def _page(self, request: Request) -> Response:
        name = request.path.split("/")[2]
        links = [
            f'<a href="/files/{file}#sha256={sha256(content).hexdigest()}">{file}</a>'
            for file, content in self.files.items()
            if file.startswith(f"{name}-")
        ]
        return Response("\n".join(links), content_type="text/html")

    def _file(self, request: Request) -> Response:
        time.sleep(self.slowness)
        content = self.files[request.path.removeprefix("/files/")]
        return Response(content, content_type="application/octet-stream")

    def lock(self, *pins: tuple[str, str]) -> str:
        """Return a lock of these releases (name, version), each with its hash."""
        hashes = [sha256(self.files[_file_name(*pin)]).hexdigest() for pin in pins]
        return "".join(
            f"{name}=={version} --hash=sha256:{digest}\n"
            for (name, version), digest in zip(pins, hashes, strict=True)
        )

    def settings(self) -> dict[str, str]:
        """Return an environment in which pip knows this index and no other."""
        return {
            **os.environ,
            "NO_PROXY": "127.0.0.1,localhost",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_EXTRA_INDEX_URL": "",
            "PIP_FIND_LINKS": "",
            "PIP_INDEX_URL": self.server.url_for("/simple/"),
            "PIP_NO_CACHE_DIR": "1",
        }


def _file_name(name: str, version: str) -> str:
    return f"{name}-{version}-py3-none-any.whl"
