"""What does the assistant say where the shop's data hold no words of their own?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.shop.profile import Profile


@dataclass(frozen=True, slots=True)
class Texts:
    """The fixed sentences of one shop, filled in with its names; nothing in them is a promise."""

    greeting: str
    thanks: str
    goodbye: str
    praise: str
    small_talk: str
    who_are_you: str
    acknowledge: str
    unsure: str
    offer_person: str
    hand_off: str
    hand_off_later: str
    hours: str
    refuse: str
    apology: str
    ask_product: str
    ask_order: str
    ask_phone_tail: str
    order_mismatch: str
    ask_variant: str

    def small_talk_on(self, intent: str) -> str:
        """Return the answer to a small-talk intent of the question pack."""
        match intent:
            case "praise":
                return self.praise
            case "acknowledge" | "decline" | "wait" | "done_statement":
                return self.acknowledge
            case "who_are_you" | "is_ai":
                return self.who_are_you
            case _:
                return self.small_talk


def texts_of(profile: Profile) -> Texts:
    """Return the fixed sentences of the shop with this profile."""
    shop, assistant = profile.name, profile.assistant_name
    return Texts(
        greeting=f"您好,欢迎光临{shop}!我是智能客服{assistant},商品、优惠、发货和售后的问题都可以问我。",
        thanks="不客气,很高兴能帮到您。还有问题随时找我。",
        goodbye=f"感谢光临{shop},祝您生活愉快,再见!",
        praise="谢谢您的认可,我们会继续努力。还有什么可以帮您?",
        small_talk=f"我是{shop}的智能客服{assistant},闲聊不太在行,商品、优惠、发货和售后的问题都可以问我。",
        who_are_you=f"我是{shop}的智能客服{assistant},由AI自动回复。商品、优惠、发货和售后的问题都可以问我,也可以回复“转人工”找真人客服。",
        acknowledge="好的,还有其他问题随时问我。",
        unsure=profile.unsure_reply,
        offer_person="如需人工服务,请回复“转人工”。",
        hand_off="已为您转接人工客服,请稍等,您的问题我已经一并转告。",
        hand_off_later=f"已为您登记人工服务,人工客服的在线时间是{profile.business_hours},上线后会按顺序联系您。"
        "您也可以在这里留下想说的话和联系方式。",
        hours=f"人工客服的在线时间是{profile.business_hours}。",
        refuse="抱歉,这个我帮不上忙。商品、优惠、发货和售后方面的问题,都可以问我。",
        apology="非常抱歉给您带来不好的体验。",
        ask_product="请问您问的是哪一款商品?告诉我商品名称就可以。",
        ask_order="请提供订单号和收货手机号的后四位,核对后为您查询。",
        ask_phone_tail="为保护您的信息,请再提供收货手机号的后四位。",
        order_mismatch="没有查到与这个订单号和手机后四位相符的订单,请核对后再发一次。",
        ask_variant="请问要哪一个规格、几件?我来为您算到手价。",
    )
