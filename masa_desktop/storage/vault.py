"""The office's key, wrapped twice: by the passphrase and by a printed recovery key.

The records are encrypted with one random key that never changes. What lies on disk is that key
wrapped by Argon2id of the passphrase and, apart, by the recovery words; either opens it, and a new
passphrase rewrites only its own wrap.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from masa_desktop.domain.errors import UserError
from masa_desktop.paths import write_whole

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST_PASSPHRASE = 14
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess of the passphrase takes. Stored beside each wrap."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


def make(file: Path, passphrase: str, cost: Cost) -> tuple[bytes, str]:
    """Write a new vault; gives the key of the records and the twelve recovery words."""
    _check_length(passphrase)
    key, words = secrets.token_bytes(32), Mnemonic("english").generate(128)
    office = secrets.token_hex(8)
    vault = {
        "format": FORMAT,
        "office": office,
        "passphrase": _wrap_by_passphrase(key, passphrase, cost, office),
        "recovery": _wrap_by_words(key, words, office),
    }
    write_whole(file, json.dumps(vault, indent=1).encode())
    return key, words


def office_id(file: Path) -> str:
    """The office's own random id: a copy has the same one."""
    return str(_read(file)["office"])


def open_by_passphrase(file: Path, passphrase: str) -> bytes:
    """The key of the records. Raises UserError if the passphrase is not the right one."""
    vault = _read(file)
    try:
        wrap = vault["passphrase"]
        kek = _from_passphrase(passphrase, b64decode(wrap["salt"]), Cost(**wrap["cost"]))
        return _unwrap(wrap, kek, f"{vault['office']}/passphrase")
    except (KeyError, TypeError, ValueError):
        raise _damaged(file) from None
    except InvalidTag:
        raise UserError(
            "That passphrase does not open this office.",
            do="Try again, or use the recovery key.",
        ) from None


def open_by_words(file: Path, words: str) -> bytes:
    """The key of the records from the twelve printed words. Raises UserError if one is wrong."""
    said = " ".join(words.lower().split())
    vault = _read(file)
    try:
        kek = _from_words(said, b64decode(vault["recovery"]["salt"]))
        return _unwrap(vault["recovery"], kek, f"{vault['office']}/recovery")
    except (KeyError, TypeError, ValueError):
        raise _damaged(file) from None
    except InvalidTag:
        hint = "Check the spelling and the order of the words against the printed sheet."
        if len(said.split()) != 12:
            hint = f"It has 12 words; {len(said.split())} were typed."
        raise UserError("That recovery key does not open this office.", do=hint) from None


def set_passphrase(file: Path, key: bytes, passphrase: str, cost: Cost) -> None:
    """Wrap the same key by a new passphrase; the records and the recovery key stay as they are."""
    _check_length(passphrase)
    vault = _read(file)
    vault["passphrase"] = _wrap_by_passphrase(key, passphrase, cost, vault["office"])
    write_whole(file, json.dumps(vault, indent=1).encode())


def _check_length(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(
            f"The passphrase is too short: it needs {SHORTEST_PASSPHRASE} characters or more.",
            do="Four or more words work well.",
        )


def _read(file: Path) -> dict:  # type: ignore[type-arg]  # JSON as json.loads gives it
    try:
        vault = json.loads(file.read_text(encoding="utf-8"))
        newer = vault["format"] > FORMAT
        known = {"office", "passphrase", "recovery"} <= vault.keys()
    except FileNotFoundError:
        raise UserError(
            f"“{file.parent.name}” has no key file, so it cannot be opened.",
            do="Copy the whole office folder again, with its file keys.json.",
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        known, newer = False, False
    if newer:
        raise UserError(
            "This office was used by a newer version of MASA Desktop.",
            safe="Nothing has been changed.",
            do="Update the program on this laptop, then open it again.",
        )
    if not known:
        raise _damaged(file)
    return vault  # type: ignore[no-any-return]  # checked above


def _damaged(file: Path) -> UserError:
    return UserError(
        f"The key file of “{file.parent.name}” is damaged.",
        do="Put back keys.json from a copy of the office folder; any copy of it will do.",
    )


def _wrap_by_passphrase(key: bytes, passphrase: str, cost: Cost, office: str) -> dict[str, object]:
    salt = secrets.token_bytes(16)
    kek = _from_passphrase(passphrase, salt, cost)
    return {
        "kdf": "argon2id",
        "cost": asdict(cost),
        "salt": b64encode(salt).decode(),
        **_wrap(key, kek, f"{office}/passphrase"),
    }


def _wrap_by_words(key: bytes, words: str, office: str) -> dict[str, object]:
    salt = secrets.token_bytes(16)
    kek = _from_words(words, salt)
    return {
        "kdf": "hkdf-sha256",
        "salt": b64encode(salt).decode(),
        **_wrap(key, kek, f"{office}/recovery"),
    }


def _from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    # "é" is one sign or two, depending on the system's keyboard.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _from_words(words: str, salt: bytes) -> bytes:
    # The words carry 128 random bits, so no slow derivation is needed.
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"masa/recovery/1").derive(
        words.encode()
    )


def _wrap(key: bytes, kek: bytes, purpose: str) -> dict[str, str]:
    nonce = secrets.token_bytes(12)
    wrapped = ChaCha20Poly1305(kek).encrypt(nonce, key, purpose.encode())
    return {"nonce": b64encode(nonce).decode(), "wrapped": b64encode(wrapped).decode()}


def _unwrap(wrap: dict[str, str], kek: bytes, purpose: str) -> bytes:
    return ChaCha20Poly1305(kek).decrypt(
        b64decode(wrap["nonce"]), b64decode(wrap["wrapped"]), purpose.encode()
    )
