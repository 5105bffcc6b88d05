"""What does a shop.toml say?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from xiaoer.core.shop.profile import Profile
from xiaoer.services.knowledge import parts, wording
from xiaoer.services.knowledge.source import Problem, RawProfile

_TEXTS = {
    "name": '"桃桃数码旗舰店"',
    "timezone": '"Asia/Shanghai"',
    "assistant_name": '"小二"',
    "unsure_reply": '"我需要为您查询,请稍等。"',
    "business_hours": '"09:00-22:00"',
}
_LISTS = {
    "categories": '["智能手机", "配件"]',
    "principles": '["回答简洁明了"]',
    "handoff_words": '["转人工"]',
    "sensitive_words": '["投诉"]',
}
_ASSIGNMENT = re.compile(r"\s*[A-Za-z0-9_\-\"']+\s*=")
_HOURS = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*[-~至到—–]\s*([01]?\d|2[0-4]):([0-5]\d)")
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile with what is wrong in its file; `profile` is None when the file holds nothing usable."""

    profile: Profile | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reader:
    raw: RawProfile
    rows: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def fail(self, key: str, reason: str) -> None:
        self.problems.append(Problem("error", self.raw.file, self.rows.get(key), key, reason))

    def text(self, key: str, value: object) -> str | None:
        if isinstance(value, str):
            return value.strip()
        self.fail(key, wording.PROFILE_TYPE_TEXT.format(example=f"{key} = {_TEXTS[key]}"))
        return None

    def list(self, key: str, value: object) -> tuple[str, ...] | None:
        if isinstance(value, str):
            return parts.split_names(value)
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(dict.fromkeys(str(entry).strip() for entry in value if str(entry).strip()))
        self.fail(key, wording.PROFILE_TYPE_LIST.format(example=f"{key} = {_LISTS[key]}"))
        return None


def read_profile(raw: RawProfile, fallback: Profile) -> ReadProfile:
    """Return the profile of a shop.toml.

    A missing entry has its default; an entry at fault, and the missing ones of a broken file, are those of `fallback`.
    """
    values, rows, broken = _parse(raw)
    problems = list(broken)
    reader = _Reader(raw, rows)
    texts = {key: reader.text(key, values[key]) for key in _TEXTS if key in values}
    lists = {key: reader.list(key, values[key]) for key in _LISTS if key in values}
    unknown = [key for key in values if key not in _TEXTS and key not in _LISTS]
    problems += [Problem("warning", raw.file, rows.get(key), key, wording.PROFILE_UNKNOWN_KEY) for key in unknown]
    if not values.get("name"):
        reader.fail("name", wording.PROFILE_NO_NAME)
    ground = fallback if broken else Profile(name=fallback.name)
    found = _filled(ground, fallback, texts, lists)
    usable = bool(texts or lists)
    return ReadProfile(_checked(found, reader, fallback) if usable else None, (*problems, *reader.problems))


def _filled(
    ground: Profile,
    fallback: Profile,
    texts: Mapping[str, str | None],
    lists: Mapping[str, tuple[str, ...] | None],
) -> Profile:
    """Return `ground` with what the file states; an entry at fault (None) or an empty text is that of `fallback`."""

    def text(key: str) -> str:
        stated: str = texts.get(key, getattr(ground, key)) or getattr(fallback, key)
        return stated

    def entries(key: str) -> tuple[str, ...]:
        stated = lists.get(key, getattr(ground, key))
        kept: tuple[str, ...] = getattr(fallback, key)
        return kept if stated is None else stated

    return Profile(
        name=text("name"),
        categories=entries("categories"),
        timezone=text("timezone"),
        assistant_name=text("assistant_name"),
        principles=entries("principles"),
        unsure_reply=text("unsure_reply"),
        handoff_words=entries("handoff_words"),
        sensitive_words=entries("sensitive_words"),
        business_hours=text("business_hours"),
    )


def _checked(profile: Profile, reader: _Reader, fallback: Profile) -> Profile:
    try:
        ZoneInfo(profile.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.fail("timezone", wording.PROFILE_ZONE.format(cell=profile.timezone))
        profile = replace(profile, timezone=fallback.timezone)
    hours = _HOURS.fullmatch(profile.business_hours.replace(":", ":"))
    if not hours:
        reader.fail("business_hours", wording.PROFILE_HOURS.format(cell=profile.business_hours))
        return replace(profile, business_hours=fallback.business_hours)
    opens, closes = f"{int(hours[1]):02d}:{hours[2]}", f"{int(hours[3]):02d}:{hours[4]}"
    return replace(profile, business_hours=f"{opens}-{closes}")


def _parse(raw: RawProfile) -> tuple[dict[str, object], dict[str, int], list[Problem]]:
    text = raw.text.replace("\r\n", "\n").removeprefix("\ufeff")
    statements = _statements(text)
    rows = {statement.split("=", 1)[0].strip().strip("\"'"): row for row, statement in statements}
    try:
        return tomllib.loads(text), rows, []
    except tomllib.TOMLDecodeError:
        pass
    # The file as a whole is broken: keep what stands on sound lines, and name those that do not.
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for row, statement in statements:
        try:
            values.update(tomllib.loads(statement))
        except tomllib.TOMLDecodeError as exc:
            reason = wording.PROFILE_SYNTAX.format(cell=statement.strip().split("\n")[0])
            problems.append(Problem("error", raw.file, row + _line_of(exc) - 1, "", reason))
    return values, rows, problems


def _statements(text: str) -> list[tuple[int, str]]:
    statements: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _ASSIGNMENT.match(line) or line.lstrip().startswith("[") or not statements:
            statements.append((number, [line]))
        else:
            statements[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in statements]


def _line_of(exc: tomllib.TOMLDecodeError) -> int:
    place = _PLACE.search(str(exc))
    return int(place[1]) if place and place[1] else 1
