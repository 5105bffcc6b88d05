"""As which kind of customer does the shopper speak?"""

from __future__ import annotations

import re

from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.promotion import Audience

_DENIED = re.compile(r"(不是|没有|没|非|不算|还不是)[^,。，;；]{0,3}$")
_CLAIMS = (
    (
        Audience.VIP,
        re.compile(
            r"(?:我(?:是|有|开了?|办了?)|作为|身为|^)[^,。;?]{0,3}(?:vip|会员)|(?:vip|会员)(?:买|购买|下单|价|到手)"
        ),
    ),
    (
        Audience.NEW_CUSTOMER,
        re.compile(
            r"(?:我(?:是|算)|作为|身为|^)[^,。;?]{0,3}(?:新客|新人|新用户|新顾客|首单|首次下单|(?:第一|头一|头)[次回单趟](?:来|买|在|到|下单|光顾))"
        ),
    ),
)


def claimed_audiences(text: str) -> frozenset[Audience]:
    """Return the audiences that the shopper says she belongs to (我是VIP); a claim changes words, never charges."""
    words = normalize(text)
    return frozenset(
        audience
        for audience, pattern in _CLAIMS
        if (found := pattern.search(words)) and not _DENIED.search(words[: found.end()][:-2])
    )
