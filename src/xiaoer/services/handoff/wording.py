"""What does a shopper hear about the people behind the assistant? Nothing here is a promise."""

from __future__ import annotations

CLAIMED = "客服{agent}为您服务。"
TRANSFERRED = "已为您转给客服{agent},前面的对话他都能看到。"
QUEUED_AGAIN = "客服{agent}暂时不在线,已把您排回队伍最前面,前面的对话都在。"
PASSED_ON = "已为您转给其他客服,请稍等,前面的对话都在。"
RESOLVED = "本次人工服务已结束,接下来由智能客服{assistant}继续回答,需要时可以再转人工。"
REOPENED = "客服{agent}继续为您服务。"
STILL_WAITING = "让您久等了:客服正在接待其他顾客,您排在第 {position} 位。您的问题没有丢,也可以继续在这里补充。"
STILL_WAITING_FOR = (
    "让您久等了:客服正在接待其他顾客,您排在第 {position} 位,预计还要约 {minutes} 分钟。"
    "您的问题没有丢,也可以继续在这里补充。"
)
NOBODY_HERE = "让您久等了:现在没有客服在线,已经提醒了他们,您的问题没有丢。您也可以留下电话或微信,方便之后联系。"
AGENT_IS_SLOW = "让您久等了:客服{agent}还在处理,已经再次提醒。"
LEFT_FOR_LATER = (
    "现在不在人工服务时间({hours}),您的问题已登记,{day} {clock} 起客服会看到。"
    "可以在这里留下想说的话和电话或微信,方便之后联系。"
)
CARRIED_OVER = (
    "今天的人工服务时间({hours})已结束,很抱歉没能及时接待。您的问题已登记,{day} {clock} 起客服会看到,"
    "可以留下电话或微信,方便之后联系。"
)
CONTACT_TAKEN = "已记下您的联系方式。"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
