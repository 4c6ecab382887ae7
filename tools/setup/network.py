"""What the machine knows of its network, said in every tool's own words.

pip reads pip.conf and PIP_*; uv reads neither and trusts certificates in its own way. A machine
set up for one must serve the other, too.
"""

import configparser
import sys
from collections.abc import Mapping
from pathlib import Path

_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_PIP_SECTIONS = ("global", "install")


def pip_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """pip's settings in force: its files, then its environment variables (PIP_INDEX_URL …)."""
    settings: dict[str, str] = {}
    for path in _pip_files(environ):
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError, OSError):
            continue  # pip will say so itself, in better words
        for section in _PIP_SECTIONS:
            if parser.has_section(section):
                settings.update(parser.items(section))
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            settings[name.removeprefix("PIP_").lower().replace("_", "-")] = value
    return {name: value for name, value in settings.items() if value.strip()}


def _pip_files(environ: Mapping[str, str]) -> list[Path]:
    """In pip's own order: the later one wins."""
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == "/dev/null":
        return []
    folders = [part for part in environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":") if part]
    files = [Path(folder) / "pip/pip.conf" for folder in folders]
    files.append(Path("/etc/pip.conf"))
    if home := environ.get("HOME"):
        config = environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
        files += [Path(home) / ".pip/pip.conf", Path(config) / "pip/pip.conf"]
    files.append(Path(sys.base_prefix) / "pip.conf")
    return [*files, Path(named)] if named else files


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` with the machine's index, proxy and certificates told to pip and uv alike."""
    pip = pip_settings(environ)
    result = {
        name: value
        for name, value in environ.items()
        if value
        or not name.startswith(("UV_", "PIP_", "SSL_"))  # an empty UV_LINK_MODE is an error
    }
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "UV_SYSTEM_PYTHON", "UV_PYTHON", "PYTHONHOME"):
        result.pop(name, None)
    result.update(_certificates(environ, pip))
    for name, value in _uv_words(pip).items():
        result.setdefault(name, value)
    result.setdefault("PIP_DEFAULT_TIMEOUT", "60")
    result.setdefault("UV_HTTP_TIMEOUT", "120")
    # Settings of pip that would send a package elsewhere than where it is wanted.
    result.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    return result


def _certificates(environ: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    named = (
        environ.get("SSL_CERT_FILE"),
        pip.get("cert"),
        environ.get("REQUESTS_CA_BUNDLE"),
        environ.get("CURL_CA_BUNDLE"),
    )
    for path in named:
        if path and Path(path).is_file():
            return {"SSL_CERT_FILE": path, "PIP_CERT": path}
    if _SYSTEM_CERTIFICATES.is_file():
        return {"UV_SYSTEM_CERTS": "1", "PIP_CERT": str(_SYSTEM_CERTIFICATES)}
    return {}


def _uv_words(pip: Mapping[str, str]) -> dict[str, str]:
    words = {}
    if index := pip.get("index-url"):
        words["UV_DEFAULT_INDEX"] = index.strip()
    if extra := pip.get("extra-index-url"):
        words["UV_INDEX"] = " ".join(extra.split())
    if links := pip.get("find-links"):
        words["UV_FIND_LINKS"] = ",".join(filter(_is_there, links.split()))
    if hosts := pip.get("trusted-host"):
        words["UV_INSECURE_HOST"] = " ".join(hosts.split())
    if client := pip.get("client-cert"):
        words["SSL_CLIENT_CERT"] = client.strip()
    if proxy := pip.get("proxy"):
        words["ALL_PROXY"] = proxy.strip()
    if pip.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        words["UV_NO_INDEX"] = "1"
    return {name: value for name, value in words.items() if value}


def _is_there(link: str) -> bool:
    """pip skips a folder of wheels that is missing; uv stops."""
    return "://" in link or Path(link).is_dir()
