"""Which data names may the shopper's word for a property stand for?

Each concept lists the words that shoppers use and, after `->`, further words that shops write for the same property.
A name of the data belongs to a concept when it contains one of the concept's words. The table holds properties that
many trades share; a word that a shop itself uses needs no entry, since asked words are first matched to the data's.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TABLE = """
电池 电池容量 电池多大 续航 待机 能用多久 用多久 电量 毫安 耐用时间 -> 电池容量 续航时间 电池续航
快充 充电 充电速度 充电功率 充满 充得快 闪充 -> 充电时间 充电接口
无线充 无线充电 -> 无线快充
屏幕 屏 显示屏 屏大 -> 屏幕尺寸 显示
屏幕尺寸 屏幕大小 屏多大 屏幕多大 多少寸 几寸 多大屏 -> 屏幕 英寸
刷新率 高刷 赫兹 帧
分辨率 清晰度 像素 -> 屏幕分辨率
拍照 摄像头 相机 摄像 像素 前摄 后摄 主摄 -> 影像 镜头
处理器 芯片 cpu 骁龙 天玑 -> soc 芯
内存 运存 运行内存 ram
存储 容量 内存 多少g rom -> 机身内存 存储容量 硬盘
系统 操作系统 -> os
网络 5g 4g 双卡 全网通 sim -> 网络制式 手机卡
蓝牙 -> 蓝牙版本 无线连接
接口 插口 插孔 充电口 充电接口 什么口 typec type-c -> 端口 usb
防水 防泼溅 防尘 防水等级 游泳 洗澡戴 进水 -> ip等级 防护等级 防护 防泼水 防水指数
防雨 淋雨 下雨 雨罩 防雨罩 -> 防泼水 防水
防晒指数 防晒 spf pa 多少倍 几倍 倍数 防晒倍数 防晒值 -> 防晒系数 upf
功率 多少瓦 几瓦 耗电 费电 -> 瓦数 额定功率
电压 多少伏 几伏 -> 额定电压
噪音 吵 声音大 静音 分贝 -> 噪声
兼容 适配 适用机型 支持什么手机 能用在 -> 适用型号 兼容系统 适配机型
材质 材料 面料 布料 什么料 什么做的 料子 用料 含棉量 -> 成分 材质成分 面料成分 主材
填充 填充物 里面是什么 什么绒 -> 填充成分 内胆 填充物
充绒量 充绒 多少绒 -> 填充量 填充克重 填充物克重 填充重量
含绒量 绒子含量 -> 绒含量
蓬松度 蓬松 多蓬
支数 多少支 几支纱 几支的 支纱 纱支 -> 纱线 密度
里料 内衬 衬里 里衬 里面是什么料 里面料子 里层 -> 里布 里衬 内里
喂 喂食 怎么喂 喂多少 喂几次 吃多少 一天吃 每天吃 喂养 -> 喂食量 喂养量 食用量 每日用量 用量 喂食方法
用法 怎么用 怎么使用 使用方法 如何使用 用量 -> 用法用量 使用说明
蛋白 蛋白质 -> 粗蛋白
脂肪 -> 粗脂肪
颗粒 颗粒大小 -> 颗粒直径 粒径
弹力 弹性 有弹力
厚度 厚薄 厚不厚 薄不薄 多厚 厘米厚 厚
透气 闷不闷 -> 透气性
版型 宽松 修身 -> 款型
领型 领子 -> 领口
袖长 袖子 长袖 短袖
衣长 裤长 裙长 -> 长度
适用季节 季节 什么季节 冬天穿 夏天穿 -> 适合季节
适用人群 适合谁 什么人 孕妇 儿童 宝宝 -> 人群 适用对象 适用性别 适用年龄
适用年龄 适合多大 多大孩子 多大的孩子 多大宝宝 多大的宝宝 多大年龄 多大的人 几岁 年龄 -> 适用人群 人群
几个月用 几个月穿 几个月能 几个月可以 适合几个月 -> 适用月龄 适用年龄 月龄
肤质 皮肤 油皮 干皮 混油 混干 敏感肌 -> 适用肤质 适合肤质
适用部位 部位 哪里用 用在哪 眼睛 眼周 眼部 嘴唇 唇部 脸上 脸部 身上 -> 使用部位
功效 作用 效果 有什么用 -> 功能
香味 味道 什么味 什么味道 气味 香型 什么香 -> 香调
色号 -> 颜色
成分 配料 添加剂 含什么 有什么成分 -> 配料表 主要成分 全成分 原料
保质期 过期 能放多久 放多久 保存多久 有效期 存多久 -> 保质 储存 保存 贮存
开封后 开封 开盖 打开后 多久用完 开了能放多久 开了放多久 开了能用多久 开了多久 拆开能放多久 -> 开封后保质 开盖后
生产日期 什么时候生产 新鲜 日期新 -> 出厂日期
储存 保存 怎么放 怎么存 冷藏 冷冻 怎么保存 -> 贮存 存储方法 储藏 保存方式 储存方式
口味 味道 什么味 甜不甜 辣不辣 -> 风味
甜度 糖 含糖 无糖 多甜 -> 糖度 含糖量
辣度 辣不辣 多辣 辣吗
净含量 净重 多少克 几克 多少毫升 几毫升 多少斤 几斤 多少升 几升 分量 -> 规格 含量 重量 容量
重量 多重 几斤 多少斤 多少克 几克 重不重 沉不沉 轻吗 哪个轻 哪个重 更轻 更重 轻 重 沉 净重 毛重 -> 克重 单果重 规格
热量 卡路里 多少卡 大卡 -> 能量 营养成分
酒精度 度数 多少度 几度
产地 哪里产 哪产 哪里生产 哪生产 原产地 进口 国产 哪里的 哪儿产 发货地 -> 产区 原产国 制造
厂家 生产厂家 谁生产 制造商 厂商 -> 生产企业 生产商
品牌 牌子 什么牌 -> 商标
型号 货号 -> 款号
尺寸 多大 大小 多长 多宽 多高 长宽高 规格 体积 占地 -> 外形尺寸 产品尺寸 长度 宽度 高度 展开尺寸 规格尺寸 直径 容量
高度 多高
宽度 多宽
长度 多长 最长 最短 伸长 拉到 拉长 -> 裙长 衣长 裤长 全长 尺寸
直径 口径
尺码 码数 尺码表 大码 -> 号型
尺码建议 偏大 偏小 正码 偏码 大一码 小一码 -> 版型 尺码说明 尺码推荐 选码建议 尺码提示
尺码表 多高的人 多高穿 身高 体重 腰围 胸围 臀围 肩宽 多少斤穿 多重的人 -> 尺寸表 尺码参考 尺码对照
颜色 配色 什么色
承重 载重 能坐多重 能承受 多重的人坐 -> 承载 最大承重
安装 组装 怎么装 -> 是否安装 安装方式
洗涤 怎么洗 机洗 水洗 能洗 手洗 清洗 洗衣机 -> 洗护 清洁 保养
环保 甲醛 安全等级 安全类别 -> 环保等级
执行标准 标准 国标
认证 证书 质检 3c -> 检测
赠送 配件 包装清单 送什么 里面有什么 里面有 里有 包含 盒子里 标配 充电器 几件套 -> 包装 清单 附件 内含 含
适用面积 多大房间 多大的房间 多大的屋 房间 多少平 几平 -> 面积 照射面积
水温 耐热 耐高温 微波炉 -> 耐温 适用温度
多少度的水 几度的水 多烫的水 多少度水 -> 冲泡水温 水温
费水 耗水 用水 多少水 -> 耗水量 用水量
舒适温度 多少度 几度 零下 温标 -> 适用温度 极限温度 温度
保温 保温多久 保冷 -> 保温时长 保温时间
软硬 硬不硬 软不软 偏硬 偏软 -> 软硬度 硬度
亮度 多亮 亮不亮 流明 -> 光通量
包含 几个 几支 几件 几片 几只 多少支 多少片 -> 内含 套装 数量 件数
保修 质保 -> 保修期
上市时间 什么时候上市 哪年 新款 -> 年份 上市
心率 血氧 测血压 健康监测 -> 监测 传感器
gps 定位 导航
nfc 刷公交 门禁
降噪 主动降噪
音质 声音 喇叭 扬声器 -> 音效 单元
"""

_FILLERS = re.compile(
    r"请问|这个|那个|这款|那款|这件|你们|是不是|有没有|能不能|可不可以|会不会|可以|是否|支不支持|支持|带不带|具备|"
    r"是什么样的|什么样|怎么样|怎样|如何|什么|多大|多少|多长|多久|多高|多重|多宽|多厚|几个|哪里|哪些|哪个|"
    r"大不大|好不好|行不行|大小|的话|一下|[??!!,,。~、::\s]|\.(?!\d)"
)
_EDGES = re.compile(r"^[有是能会带的不几它亲啥]+|[吗么呢啊呀嘛吧哦了不的啥几]+$")
_MEASURES = frozenset({"多大", "大小", "多长", "多宽", "多高", "多厚", "规格"})
_GENERIC = frozenset(
    {"功能", "参数", "配置", "规格", "信息", "介绍", "商品", "产品", "东西", "质量", "效果", "时间", "标准"}
)


def core_of(asked: str) -> str:
    """Return what is left of the shopper's words without question words and particles."""
    return _EDGES.sub("", _FILLERS.sub("", asked.lower()))


def too_general(word: str) -> bool:
    """Return whether a word says too little to look for in names and sentences."""
    return len(word) < 2 or word in _GENERIC


@lru_cache(maxsize=1_024)
def concept_words(asked: str) -> tuple[tuple[str, ...], ...]:
    """Return the word lists of the concepts that the shopper's words name.

    Only the longest words met count: 屏幕刷新率 is about the refresh rate, not about the screen. A bare 多大 counts
    only where nothing else is named: 功率多大 does not ask for the size.
    """
    text = asked.lower()
    weights = [
        (max((_weight(word) for word in spoken if word in text), default=0), words) for spoken, words in _CONCEPTS
    ]
    most = max(weight for weight, _ in weights)
    if most == _weight("多大") and core_of(asked):
        return ()
    return tuple(words for weight, words in weights if weight == most) if most else ()


def met_words(asked: str) -> tuple[str, ...]:
    """Return the words of the concepts named that stand in the shopper's own words."""
    text = asked.lower()
    return tuple(dict.fromkeys(word for words in concept_words(asked) for word in words if word in text))


def _weight(word: str) -> int:
    return 1 if word in _MEASURES else 2 * len(word)


def _read_table() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for line in _TABLE.strip().splitlines():
        spoken, _, written = line.partition("->")
        rows.append((tuple(spoken.split()), tuple(dict.fromkeys((*spoken.split(), *written.split())))))
    return tuple(rows)


_CONCEPTS = _read_table()
