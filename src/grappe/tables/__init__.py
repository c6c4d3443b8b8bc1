"""Tables: the only room that knows a data engine. Open, read, write, query; embedded or distributed, the same verbs."""

from grappe.tables.durable import locked, room_on_disk
from grappe.tables.embedded import Limits
from grappe.tables.files import read_file, write_file
from grappe.tables.home import home_folder
from grappe.tables.mapping import mapped
from grappe.tables.merge import Written
from grappe.tables.store import Store, open_store, query

__all__ = [
    "Limits",
    "Store",
    "Written",
    "home_folder",
    "locked",
    "mapped",
    "open_store",
    "query",
    "read_file",
    "room_on_disk",
    "write_file",
]
