"""How is a noun of the shop written into an item of a version, and read back?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window, Words
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import codec

TEXT = st.text(max_size=12)
KEY = st.text(min_size=1, max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
MONEY = st.none() | st.integers(0, 10**12).map(Money)
MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WINDOW = st.builds(Window, st.none() | MOMENT, st.none() | MOMENT)
SKUS = st.builds(
    Sku,
    KEY,
    KEY,
    TEXT,
    TEXTS,
    TEXT,
    TEXT,
    PAIRS,
    MONEY,
    MONEY,
    st.none() | st.integers(0, 10**6),
    st.none() | st.dates(),
    PAIRS,
    TEXT,
    TEXT,
    st.booleans(),
)
FAQS = st.builds(FaqEntry, KEY, TEXT, TEXT, TEXTS, TEXT, TEXT, TEXT, WINDOW)
POLICIES = st.builds(PolicyPassage, KEY, TEXT, TEXT, TEXT, WINDOW)
PROMOTIONS = st.builds(
    Promotion,
    KEY,
    TEXT,
    st.sampled_from(PromotionKind),
    MOMENT,
    MOMENT,
    MONEY,
    MONEY,
    st.none() | st.fractions(0, 1),
    TEXT,
    st.builds(Scope, TEXTS, TEXTS, TEXTS),
    st.sampled_from(Audience),
    st.booleans(),
    TEXT,
)
PROFILES = st.builds(Profile, TEXT, TEXTS, KEY, TEXT, TEXTS, TEXT, TEXTS, TEXTS, TEXT)
WORDS = st.builds(Words, TEXTS, TEXTS, PAIRS)


def roundtrip(**nouns: object) -> tuple[Shop, Shop]:
    stated_at = datetime(2026, 11, 10, tzinfo=UTC)
    shop = Shop("s", 3, stated_at, **({"profile": Profile("店")} | nouns))
    return codec.decode_shop(codec.encode_shop(shop), shop_id="s", version=3, stated_at=stated_at), shop


@settings(max_examples=60)
@given(PROFILES, WORDS)
def test_any_profile_and_words_survive_being_written_and_read(profile, words):
    found, shop = roundtrip(profile=profile, words=words)
    assert found == shop


@settings(max_examples=60)
@given(SKUS)
def test_any_sku_survives_being_written_and_read(sku):
    found, shop = roundtrip(skus=(sku,))
    assert found == shop


@settings(max_examples=60)
@given(FAQS, POLICIES)
def test_any_curated_text_survives_being_written_and_read(faq, policy):
    found, shop = roundtrip(faqs=(faq,), policies=(policy,))
    assert found == shop


@settings(max_examples=60)
@given(PROMOTIONS)
def test_any_promotion_survives_being_written_and_read(promotion):
    found, shop = roundtrip(promotions=(promotion,))
    assert found == shop


def test_a_body_is_canonical_and_says_only_what_is_stated():
    sku = Sku("A", "A", "苹果", price=Money(0), options=(("色", "红"),), restock_at=date(2026, 11, 20))
    assert codec.sku_item(sku).body == (
        '{"name":"苹果","options":[["色","红"]],"price":0,"product_id":"A","restock_at":"2026-11-20","sku":"A"}'
    )


def test_an_explicit_zero_is_written_and_an_unknown_is_not():
    assert '"stock":0' in codec.sku_item(Sku("A", "A", "苹果", stock=0)).body
    assert "stock" not in codec.sku_item(Sku("A", "A", "苹果")).body


def test_a_rate_stays_exact():
    window = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC)
    promotion = Promotion("p", "折", PromotionKind.DISCOUNT, *window, rate=Fraction(855, 1000))
    assert codec.decode_promotion(codec.promotion_item(promotion).body).rate == Fraction(171, 200)
