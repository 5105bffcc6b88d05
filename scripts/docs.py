"""Which documents are made from the code, and are they fresh?

`python -m scripts.docs` writes them; with `--check` it writes nothing and fails when one is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic.fields import FieldInfo

from xiaoer.config import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "docs" / "configuration.md"
HEAD = """# 全部设置

由 `make docs` 从 `src/xiaoer/config.py` 生成,请不要手改。

来源从弱到强:默认值 < `xiaoer.toml` < 环境变量 < 命令行参数。环境变量名后加 `_FILE` 表示从文件读取它的值。
列表在环境变量里用逗号分隔。
"""


def configuration() -> str:
    """Return the page on all settings."""
    return "\n".join([HEAD, *(_section(name, field) for name, field in Settings.model_fields.items())])


def _section(name: str, section: FieldInfo) -> str:
    model = section.annotation
    fields: dict[str, FieldInfo] = getattr(model, "model_fields", {})
    rows = [_row(name, key, field) for key, field in fields.items()]
    table = ["| 设置 | 环境变量 | 默认 | 说明 |", "|---|---|---|---|", *rows]
    return "\n".join([f"## [{name}]", "", *table, ""])


def _row(section: str, key: str, field: FieldInfo) -> str:
    variable = f"{PREFIX}{section}__{key}".upper()
    return f"| `{key}` | `{variable}` | {_default(field)} | {field.description or ''} |"


def _default(field: FieldInfo) -> str:
    value: object = field.default
    return "空" if value is None or value in ("", ()) else f"`{value}`"


def main() -> int:
    """Write the documents, or with `--check` compare them; return the exit code."""
    fresh = configuration()
    if "--check" not in sys.argv[1:]:
        CONFIGURATION.write_text(fresh, encoding="utf-8")
        return 0
    if CONFIGURATION.is_file() and CONFIGURATION.read_text(encoding="utf-8") == fresh:
        return 0
    sys.stderr.write(f"{CONFIGURATION.relative_to(ROOT)} is stale: run make docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
