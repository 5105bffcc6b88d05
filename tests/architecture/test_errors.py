"""Is the error tree drawn as it is?"""

from __future__ import annotations

import inspect
import re

from xiaoer import errors


def leaves(kind=errors.XiaoerError):
    below = kind.__subclasses__()
    return [kind] if not below else [leaf for child in below for leaf in leaves(child)]


def test_the_drawn_tree_is_the_tree():
    drawn, kind = {}, ""
    for line in inspect.getdoc(errors).splitlines():
        found = re.match(r"(?:[├└] (?P<kind>\w+)|│)\s+(?P<leaves>.*)", line)
        if found:
            kind = found["kind"] or kind
            drawn[kind] = [*drawn.get(kind, []), *found["leaves"].split()]
    real = {
        kind.__name__: [leaf.__name__ for leaf in kind.__subclasses__()] for kind in errors.XiaoerError.__subclasses__()
    }
    assert drawn == real


def test_every_error_has_its_own_code():
    codes = [leaf.code for leaf in leaves()]
    assert len(codes) == len(set(codes))


def test_every_error_speaks_chinese_to_people():
    assert [leaf for leaf in leaves() if not re.search(r"[一-鿿]", leaf.user_message)] == []
