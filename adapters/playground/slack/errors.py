"""How the loopback server says no: the error words of the Web API."""

from typing import Any


class ApiError(Exception):
    """A refusal, as the Web API words it.

    `code` is Slack's word for it (`channel_not_found`), `fields` stands beside it in the answer,
    `status` and `headers` are those of the HTTP answer (Slack says 200 for all but rate limits).
    """

    def __init__(
        self,
        code: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = headers or {}
        self.fields = fields

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the answer."""
        return {"ok": False, "error": self.code, **self.fields}


def invalid_arguments(*messages: str) -> ApiError:
    """Return the refusal of a call whose arguments do not fit the method."""
    lines = [f"[ERROR] {message}" for message in messages]
    return ApiError("invalid_arguments", response_metadata={"messages": lines})


def invalid_blocks(problems: list[str]) -> ApiError:
    """Return the refusal of blocks; each problem ends in `[json-pointer:/blocks/…]`."""
    lines = [f"[ERROR] {problem}" for problem in problems]
    return ApiError("invalid_blocks", errors=problems, response_metadata={"messages": lines})
