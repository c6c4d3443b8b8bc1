"""Settings of the tests: the site's, with every trap armed and a temporary home."""

import os
import tempfile
from typing import Any

_kept = {name: os.environ.get(name) for name in ("GRAPPE_HOME", "GRAPPE_DATABASE_URL")}
os.environ["GRAPPE_HOME"] = tempfile.mkdtemp(prefix="grappe-tests-")
os.environ.pop("GRAPPE_DATABASE_URL", None)
if os.environ.get("GRAPPE_TEST_DATABASE_URL"):
    os.environ["GRAPPE_DATABASE_URL"] = os.environ["GRAPPE_TEST_DATABASE_URL"]

from grappe.web.settings import *  # noqa: E402, F403
from grappe.web.settings import DATABASES, HOME, INSTALLED_APPS, MIDDLEWARE, TEMPLATES  # noqa: E402

for _name, _value in _kept.items():
    os.environ.pop(_name, None)
    if _value is not None:
        os.environ[_name] = _value


class Unknown(str):
    """A template variable that does not exist fails the test; ``{% if %}`` and ``|default`` may still ask."""

    def __contains__(self, key: object) -> bool:
        return key == "%s" or str(key) in str(self)

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"unknown template variable: {variable}")


_options: Any = TEMPLATES[0]["OPTIONS"]
_options["string_if_invalid"] = Unknown("%s")
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
ZEAL_RAISE = True
ZEAL_NPLUSONE_THRESHOLD = 3
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend"
        if "django_tasks" not in INSTALLED_APPS
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
