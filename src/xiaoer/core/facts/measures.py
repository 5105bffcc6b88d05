"""In which unit does the shopper ask, and does a value of the data speak in it?"""

from __future__ import annotations

import re

_AMOUNT = r"(?:[0-9一二两三四五六七八九十百半]|多少|几)\s*"
_COUNTED = "支只片枚个件粒颗朵根条双瓶包袋盒张块杯档人层套次段遍桶顿餐格位"
_WEIGHT = "(?:kg|g|mg|千克|公斤|毫克|克|斤|两)"
_VOLUME = "(?:ml|l|毫升|升)"
_LENGTH = "(?:cm|mm|m|厘米|毫米|公分|米|英?寸)"
_HERTZ = "hz"
_ASKED = (
    (re.compile(r"多重|重量|分量|净重|(?:多少|几)(?:千克|公斤|克|斤|kg|g(?![a-z]))"), _WEIGHT),
    (re.compile(r"(?:多少|几)(?:毫升|升|ml|l(?![a-z]))|容积"), _VOLUME),
    (re.compile(r"[多最][长宽高厚]|长宽高|(?:多少|几)(?:厘米|毫米|公分|米|寸|cm|mm)"), _LENGTH),
    (re.compile(r"(?:多少|几)瓦|功率"), "(?:w|瓦)"),
    (re.compile(r"刷新率|高刷|赫兹"), _HERTZ),
)
_COUNT_ASKED = re.compile(rf"(?:多少|几)(个[人菜]|[{_COUNTED}](?!月|小时|钟头))")
_WHOLE_OR_EACH = re.compile("单|每|净|含|规格|容量|重|装|总|数")
OF_A_LOAD = re.compile("[承载限起配吊拉]重$")  # what goods bear is not what they weigh
_DIMENSION = re.compile("多([长宽高厚深粗])(?!时间|久|的)")
_TURNED = re.compile("(?<![承载净毛比身自饵限起吊体配单])([长宽高厚重深])度?(?:是|有|为)?多少")


def measure_asked(asked: str) -> str:
    """Return a question for a measure in its common form: 长多少 is 多长."""
    return _TURNED.sub(r"多\1", asked)


def speaks_in_unit(asked: str, value: str) -> bool:
    """Return whether a value holds an amount in the unit that is asked for; true where no unit is asked for."""
    unit = _unit_of(asked)
    return not unit or re.search(rf"{_AMOUNT}{unit}(?![a-z])", value.lower()) is not None


def names_of_dimension(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that end with the dimension that is asked for: 链宽 of 多宽."""
    found = _DIMENSION.search(asked)
    return tuple(name for name in names if name.removesuffix("度").endswith(found[1])) if found else ()


def tells_count(asked: str, text: str) -> bool:
    """Return whether a text tells how many, where that is asked: 几个人用, and 四五个人正好."""
    counted = _COUNT_ASKED.search(asked)
    return counted is not None and re.search(_AMOUNT + counted[1], text) is not None


def measured_names(asked: str, told: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the names of those values that answer 多少毫升, 几支 by their unit where no name does.

    A weight or a volume is only taken from names that speak of the whole or of each piece, or that the question says.
    """
    unit = _unit_of(asked)
    if not unit:
        return ()
    fitting = [name for name, value in told if speaks_in_unit(asked, value)]
    said = [name for name in fitting if name.lower() in asked]
    if not said and unit != _HERTZ and not _COUNT_ASKED.search(asked):
        fitting = [name for name in fitting if _WHOLE_OR_EACH.search(name) and not OF_A_LOAD.search(name)]
    return tuple(dict.fromkeys(said or fitting))


def _unit_of(asked: str) -> str:
    counted = _COUNT_ASKED.search(asked)
    if counted is not None:
        return counted[1]
    return next((unit for pattern, unit in _ASKED if pattern.search(asked)), "")


_HOW_MANY_OF = re.compile("(?:几|多少)([\u4e00-\u9fff])")
_MADE_OF = re.compile("([\u4e00-\u9fff])(?<!里面)(?<!外面)(?<!表面)的?(?:是|用)*(?:什么|啥)(?:材料|材质|料子?|做)")


def names_of_a_part(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the count or the material that is asked for by its first letter: 几编, and 编数."""
    counted, made = _HOW_MANY_OF.search(asked), _MADE_OF.search(asked)
    wanted = {f"{counted[1]}数"} if counted is not None else set()
    wanted |= {f"{made[1]}{matter}" for matter in ("材", "料", "材质", "材料", "面料")} if made is not None else set()
    return tuple(name for name in names if name in wanted)
