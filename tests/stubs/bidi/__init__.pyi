from typing import Literal

def get_display(
    str_or_bytes: str, encoding: str = "utf-8", base_dir: Literal["L", "R"] | None = None
) -> str: ...
