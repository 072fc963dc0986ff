"""Finds the one object that each module of a package declares, so that a new member is one new file."""

import importlib
import pkgutil
from collections.abc import Container
from types import ModuleType
from typing import Any


def members(package: ModuleType, attribute: str, *, skip: Container[str] = ()) -> dict[str, Any]:
    """Map module name to the object that the module declares as `attribute`, in order of module names.

    A module whose name starts with an underscore is a helper and is passed over, and so is one named in `skip`.

    Raises:
        AttributeError: a module of the package does not declare `attribute`; the message names the module.
    """
    found: dict[str, Any] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        if info.name.startswith("_") or info.name in skip:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if not hasattr(module, attribute):
            raise AttributeError(f"{module.__name__} declares no {attribute}; every module of {package.__name__} must")
        found[info.name] = getattr(module, attribute)
    return found
