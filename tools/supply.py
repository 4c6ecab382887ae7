"""What the installation is made of: known weaknesses, licences, and a bill of materials.

`python -m tools.supply audit`     pip-audit over the lock; what cannot be audited is no pass
`python -m tools.supply licences`  no GPL or AGPL in the default installation; needs no network
`python -m tools.supply sbom`      CycloneDX 1.6 as JSON, on standard output; needs no network

`./test --supply` runs the first two.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
LOCK = CHECKOUT / "requirements.lock"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Weak copyleft is used as a library, unchanged and exchangeable; it is named, not forbidden.
_WEAK = re.compile(r"\bLGPL|Lesser General Public|\bMPL\b|Mozilla Public", re.IGNORECASE)
_STRONG = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)
# Read from the packages themselves.
KNOWN: dict[str, str] = {
    # Pinned for other systems than this one, so that no metadata are at hand here.
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package of the default installation."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def licences(self) -> tuple[str, ...]:
        """What its metadata say; empty when it is not installed or says nothing."""
        if self.name in KNOWN:
            return (KNOWN[self.name],)
        try:
            about = metadata.metadata(self.name)
        except metadata.PackageNotFoundError:
            return ()
        expressions = about.get_all("License-Expression") or ()
        if expressions:
            return (str(expressions[0]),)
        marks = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or ()
                 if c.startswith("License ::") and not c.endswith("OSI Approved")]  # fmt: skip
        first = str((about.get_all("License") or [""])[0]).strip().split("\n")[0][:80]
        return tuple(marks) or ((first,) if first else ())


def packages(lock: Path = LOCK) -> Iterator[Package]:
    """What the lock pins, in its order."""
    text = lock.read_text(encoding="utf-8")
    found = list(_PINNED.finditer(text))
    for pin, following in zip(found, [*found[1:], None], strict=True):
        body = text[pin.end() : following.start() if following else len(text)]
        yield Package(pin[1].lower(), pin[2], tuple(_HASH.findall(body)))


def refused(licences: Sequence[str]) -> str:
    """Why these licences cannot be in the default installation; "" when they can."""
    if not licences:
        return "says nothing of its licence"
    for choice in (part for one in licences for part in re.split(r"\bOR\b", one)):
        if not _STRONG.search(re.sub(_WEAK, "", choice)):
            return ""
    return f"is under {', '.join(licences)}"


def check_licences() -> int:
    """Prints what is refused, and what is weak copyleft; 1 when anything is refused."""
    wrong = [(p, why) for p in packages() if (why := refused(p.licences))]
    weak = [p for p in packages() if any(_WEAK.search(one) for one in p.licences)]
    for package in weak:
        print(f"weak copyleft: {package.name} {package.version}: {', '.join(package.licences)}")
    for package, why in wrong:
        print(f"not right: {package.name} {package.version} {why}")
    count = sum(1 for _ in packages())
    print(f"licences of {count} packages: {len(wrong)} refused, {len(weak)} weak copyleft")
    return 1 if wrong else 0


def check_weaknesses() -> int:
    """pip-audit over the lock. Whatever it skipped counts as found: silence is no answer."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip",
               "--format", "json", "--progress-spinner", "off", "-r", str(LOCK)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print("The packages could not be audited. Is there a network?\n" + done.stderr[-1000:])
        return 1
    skipped = [d for d in found if "skip_reason" in d]
    weak = [(d, v) for d in found for v in d.get("vulns", ())]
    if found and len(skipped) == len(found):
        print("None of the packages could be audited: the index at hand tells of no weaknesses.")
        return 1
    for one in skipped:
        print(f"could not be audited: {one['name']}: {one['skip_reason']}")
    for package, flaw in weak:
        mended = ", ".join(flaw["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {flaw['id']}, mended in {mended}")
    print(f"{len(found)} packages: {len(weak)} known weaknesses, {len(skipped)} not audited")
    return 1 if weak or skipped or not found else 0


def bill() -> dict[str, object]:
    """CycloneDX 1.6: each package with its version, licence, address and hashes."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "carepods", "bom-ref": "carepods"}
        },
        "components": [_component(p) for p in packages()],
        "dependencies": [
            {"ref": "carepods", "dependsOn": [_address(p) for p in packages()]},
        ],
    }


def _address(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _component(package: Package) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": _address(package),
        "name": package.name,
        "version": package.version,
        "purl": _address(package),
        "licenses": [{"license": {"name": one}} for one in package.licences],
        "hashes": [{"alg": "SHA-256", "content": one} for one in package.hashes],
    }


def main(arguments: Sequence[str]) -> int:
    match list(arguments):
        case ["audit"]:
            return check_weaknesses()
        case ["licences"]:
            return check_licences()
        case ["sbom"]:
            print(json.dumps(bill(), indent=2))
            return 0
        case []:
            return max(check_licences(), check_weaknesses())
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
