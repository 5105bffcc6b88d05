"""Which rules of the house can be read off a source file?

Each rule takes a file's path (relative to `src/xiaoer`) and its syntax tree and returns the violations it finds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Rule = Callable[[str, str, ast.Module], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

MODULE_LINES, CLASS_LINES, FUNCTION_LINES, POSITIONAL_ARGS = 400, 150, 50, 5
BANNED_NAMES = re.compile(r"Manager$|Helper|Utils?$|^Base[A-Z]|^Abstract|^handle_|^process_|^utils?$|^helpers?$")
LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
ENVIRONMENT_READER = "config.py"
ASYNC_RUNNERS = ("cli/", "adapters/storage/migrations/", "testing/")


def small(path: str, text: str, tree: ast.Module) -> list[str]:
    found = [] if text.count("\n") <= MODULE_LINES else [f"{path}: {text.count(chr(10))} lines"]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _lines(node) > CLASS_LINES:
            found.append(f"{path}: class {node.name} has {_lines(node)} lines")
        if isinstance(node, Function) and _lines(node) > FUNCTION_LINES:
            found.append(f"{path}: {node.name} has {_lines(node)} lines")
    return found


def few_positional_arguments(path: str, _: str, tree: ast.Module) -> list[str]:
    return [f"{path}: {node.name}" for node in _functions(tree) if len(_positional(node)) > POSITIONAL_ARGS]


def plain_names(path: str, _: str, tree: ast.Module) -> list[str]:
    named = (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    found = [f"{path}: {node.name}" for node in named if BANNED_NAMES.search(node.name)]
    return found + [f"{path}: module name" for part in Path(path).with_suffix("").parts if BANNED_NAMES.search(part)]


def one_question_a_file(path: str, _: str, tree: ast.Module) -> list[str]:
    docstring = ast.get_docstring(tree) or ""
    first = docstring.splitlines()[0] if docstring else ""
    asks = first.rstrip().endswith(("?", "."))
    return [] if asks else [f"{path}: the first line must say which question the file answers"]


def environment_only_in_config(path: str, text: str, _: ast.Module) -> list[str]:
    if path == ENVIRONMENT_READER or not re.search(r"\bos\.environ\b|\bgetenv\b", text):
        return []
    return [f"{path}: reads the environment"]


def no_async_run_outside_cli(path: str, text: str, _: ast.Module) -> list[str]:
    if path.startswith(ASYNC_RUNNERS) or "asyncio.run(" not in text:
        return []
    return [f"{path}: asyncio.run"]


def pure_core(path: str, text: str, tree: ast.Module) -> list[str]:
    if not path.startswith("core/"):
        return []
    found = [f"{path}: async def {n.name}" for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef)]
    impure = re.findall(r"datetime\.now|date\.today|time\.time\(|\bopen\(|random\.|uuid|read_text|global ", text)
    return found + [f"{path}: {word}" for word in impure]


def no_loose_types_in_core(path: str, _: str, tree: ast.Module) -> list[str]:
    if not path.startswith("core/"):
        return []
    return [
        f"{path}: {node.name}: {ast.unparse(annotation)}"
        for node in _functions(tree)
        if not node.name.startswith("_")
        for annotation in (*(arg.annotation for arg in _positional(node)), node.returns)
        if annotation is not None and re.search(r"\bAny\b|\bdict\b", ast.unparse(annotation))
    ]


def nothing_left_open(path: str, text: str, _: ast.Module) -> list[str]:
    return [f"{path}: {match[0]}" for match in LEFT_OPEN.finditer(text)]


def broad_except_says_why(path: str, text: str, tree: ast.Module) -> list[str]:
    lines = text.splitlines()
    broad = (n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and _is_broad(n))
    return [f"{path}:{n.lineno}: broad except" for n in broad if "#" not in lines[n.lineno - 1]]


def imports_at_top(path: str, _: str, tree: ast.Module) -> list[str]:
    """Own modules are imported at the top; outside ones may be imported late, where they are optional or heavy."""
    return [
        f"{path}: {node.module}"
        for function in _functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xiaoer") and not path.startswith("cli/")
    ]


RULES: tuple[Rule, ...] = (
    small,
    few_positional_arguments,
    plain_names,
    one_question_a_file,
    environment_only_in_config,
    no_async_run_outside_cli,
    pure_core,
    no_loose_types_in_core,
    nothing_left_open,
    broad_except_says_why,
    imports_at_top,
)


def cycles(imports: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Return the strongly connected groups of two or more modules (Tarjan 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[tuple[str, ...]] = []

    def visit(module: str) -> None:
        order[module] = low[module] = len(order)
        stack.append(module)
        for other in sorted(imports.get(module, ())):
            if other not in order:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], order[other])
        if low[module] == order[module]:
            start = stack.index(module)
            group = tuple(sorted(stack[start:]))
            del stack[start:]
            if len(group) > 1:
                found.append(group)

    for module in sorted(imports):
        if module not in order:
            visit(module)
    return found


def imports_of(root: Path, package: str) -> dict[str, set[str]]:
    """Return which own modules each module imports at its top level."""
    files = {_module(root, file, package): file for file in root.rglob("*.py")}
    return {
        name: {target for target in _imported(ast.parse(file.read_text(encoding="utf-8"))) if target in files} - {name}
        for name, file in files.items()
    }


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _module(root: Path, file: Path, package: str) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join((package, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _positional(node: Function) -> Sequence[ast.arg]:
    return [arg for arg in (*node.args.posonlyargs, *node.args.args) if arg.arg not in {"self", "cls"}]


def _is_broad(node: ast.ExceptHandler) -> bool:
    return node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
