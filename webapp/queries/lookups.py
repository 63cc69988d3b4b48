"""What a read says when there is no such record."""


class NotFound(LookupError):
    """No record of this kind has this key."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(f"{kind} {key}")
        self.kind = kind
        self.key = key
