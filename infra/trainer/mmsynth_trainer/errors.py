"""What goes wrong, in OpenAI's terms."""


class ApiError(Exception):
    """A request that is refused; `code` is a stable snake_case string."""

    def __init__(self, status: int, code: str, message: str, param: str | None = None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param

    def body(self) -> dict:
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {"error": {"message": self.message, "type": kind, "code": self.code, "param": self.param}}


class TrainingFileError(Exception):
    """A training file that cannot be trained on; the message names the line."""
