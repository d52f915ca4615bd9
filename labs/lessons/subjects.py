"""The three subjects, and how an address names one."""

SUBJECTS = ("messaging", "kubernetes", "engineering")


class SubjectConverter:
    """A subject there is; any other word is not an address of a lesson."""

    regex = "|".join(SUBJECTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
