"""Which words appear in product names without naming a product?"""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

# Properties, occasions, selling points and words of questions: they may single out one of several named products,
# but alone they name none. A run of text that these cover wholly is no mention.
_GENERIC = """
新款 新品 旧款 老款 经典 经典款 标准 标准版 普通 基础 基础款 热卖 热卖款 热销 爆款 正品 官方 旗舰 旗舰店 自营 专柜
同款 限量 限量版 联名 联名款 礼盒装 套餐 标配 高配 低配 顶配 豪华 升级 升级款 加厚 加厚款 加大 加绒 特价 包邮 现货
预售 抢购 新老 包装 随机 发货 首发 推荐 赠品 礼物 生日礼物 情人节 母亲节 父亲节 圣诞节 双十一 双11 618 国庆 春节
中秋 节日 七夕 端午 元旦 男 女 男式 女式 男士 女士 男生 女生 男款 女款 儿童 婴童 成人 老人 学生 情侣 宝宝 孩子 小孩
朋友 女朋友 男朋友 妈妈 爸爸 老婆 老公 家用 商用 车载 便携 春季 夏季 秋季 冬季 春 夏 秋 冬 秋冬 春夏 夏凉 四季 日式
北欧 北欧风 美式 法式 中式 复古 简约 时尚 清新 休闲 运动 商务 户外 居家 颜色 黑色 白色 红色 蓝色 绿色 黄色 紫色 粉色
灰色 银色 金色 棕色 橙色 米色 青色 咖啡色 透明 黑 白 红 蓝 绿 黄 紫 粉 灰 银 金 透明版 纯色 彩色 条纹 深色 浅色 尺寸
大小 尺码 均码 大号 小号 中号 大 小 中 长 短 长度 宽度 高度 重量 体积 规格 型号 系列 款式 材质 面料 成分 容量 内存
运行 存储 闪存 版本 套装 组合 单个 双人 单人 屏幕 全面屏 电池 续航 待机 超长 像素 拍照 摄像 摄像头 快充 充电
无线充电 无线 有线 防水 防摔 降噪 触控 双卡 双卡双待 双待 全网通 移动 联通 电信 指纹 人脸 解锁 蓝牙 音质 高清 处理器
芯片 智能 自动 手动 多功能 功能 可调节 可水洗 可折叠 折叠 旋转 静音 保暖 透气 柔软 舒适 亲肤 凉爽 保湿 滋润 持久
显色 抗皱 轻薄 超薄 加长 纯棉 全棉 棉 羊毛 真丝 实木 不锈钢 硅胶 塑料 玻璃 陶瓷 铝合金 皮 进口 国产 天然 有机 手工
品质 质量 保证 环保 安全 安装 使用 适用 支持 配件 原装 通用 价格 多少钱 多少 钱 便宜 优惠 打折 活动 满减 券 优惠券
折扣 降价 保价 库存 有货 没货 缺货 补货 到货 还有 有没有 没有 现在 今天 明天 什么 怎么 怎样 为什么 哪个 哪款 哪里
哪些 什么时候 多久 几天 可以 能不能 是不是 好看 好用 好吃 好不好 怎么样 好 不好 吗 呢 买 购买 下单 拍 订单 快递 物流
退货 换货 退款 售后 保修 质保 发票 客服 人工 地址 电话 手机号 付款 支付 评价 收货 签收 配送 送货 上门 服务 新蜂精选
海囤全球 次日达 二手 国行 港版 原封 激活 店铺 商品 产品 东西 这个 那个 这款 那款 一个 两个 三个 一件 两件 三件 一套
一台 一部 一双 件套 区别 差别 对比 比较 参数 详情 图片 视频 链接 介绍 适合 尺 寸 英寸 年 月 日 号 码 个 件 我 你 他
的 了 要 想 是 有 无 不 在 和 会 能 用 给 送 到 上 下 里 去 来 看 说 做 吃 喝 家 人 买单 帮 请 问 谢谢 你好 您好 亲
在吗 真 假 差在哪 差在 差哪 相差 两款 三款 两种 两个款 几款 不同 一样
还是 或者 或是 而且 但是 不过 然后 因为 所以 如果 要是 只是 就是 都是 可是 于是 已经 其实 刚才 刚刚 当然 确实 反正 毕竟
其他 消息 记录 处理 中国 全球 次日达 生日 接口 调节 创意 印象 超级 之家 朋友 服务
"""


@cache
def _matcher() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        tuple(dict.fromkeys(_GENERIC.split())), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def generic_places(plain: str) -> frozenset[int]:
    """Return the places of a normalised text that lie in words which name no product."""
    return frozenset(
        place for _, start, end in _matcher().find_matches_as_indexes(plain) for place in range(start, end)
    )
