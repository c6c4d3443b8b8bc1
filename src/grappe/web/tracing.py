"""The id of the request or job being worked on: for logs, the journal and problem pages."""

import contextvars
import logging

#: Empty outside of a request or a job.
current_request: contextvars.ContextVar[str] = contextvars.ContextVar("current_request", default="")


class RequestIdFilter(logging.Filter):
    """Puts the request id into every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request.get() or "-"
        return True
