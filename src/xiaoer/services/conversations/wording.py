"""What do shoppers read from the talk itself, outside any answer?"""

from __future__ import annotations

HAND_OFF = "已为您转接人工客服,请稍等。"
PERSON_IS_HERE = "人工客服正在为您服务,您的消息已经转达。"
ASKED_FOR_A_PERSON = "顾客点击了转人工"
