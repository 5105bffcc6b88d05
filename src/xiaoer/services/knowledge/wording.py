"""Which words does an import use towards the merchant?"""

from __future__ import annotations

# Cells
NOT_MONEY = "「{cell}」不是金额,请只填数字,例如 1299 或 59.90;价格不定就留空"
NEGATIVE_MONEY = "金额不能是负数,现在是「{cell}」,请改成 0 或正数"
MONEY_DECIMALS = "「{cell}」超过两位小数,金额最多到分,请改成例如 59.90"
MONEY_COMMAS = "「{cell}」里的逗号位置不对,请去掉逗号再填,例如 1299"
MONEY_TOO_LARGE = "「{cell}」太大,不像金额,请检查是否填错了列"
NOT_INTEGER = "「{cell}」不是整数,请填 0、1、2…;售罄填 0,不知道就留空"
NEGATIVE_INTEGER = "不能是负数,现在是「{cell}」;售罄填 0,不知道就留空"
NOT_DISCOUNT = "「{cell}」看不出是几折,请写成 8折、9.5折 或 0.8"
DISCOUNT_RANGE = "「{cell}」不是有效的折扣,折扣要在 0 和 10 折之间,请写成 8折 或 0.8"
NOT_TIME = "「{cell}」不是日期,请写成 2026-11-11 或 2026-11-11 20:00"
NO_SUCH_DAY = "「{cell}」这一天或这个时刻不存在,请检查年月日和时分"
NOT_YES_NO = "「{cell}」看不懂,请填 是 或 否"
NOT_IN_CLOSED_SET = "「{cell}」不在可选范围内,请填其中之一: {allowed}"
SCIENTIFIC = "「{cell}」被表格软件改成了科学计数法,请把这一列设为文本格式后重新填写"
TOO_MANY_DIGITS = "超过 15 位的数字会被表格软件改掉末尾几位(现在是 {cell}),请把这一列设为文本格式后重新填写"
NOT_PHONE = "「{cell}」不是手机号,请填完整号码,至少要有末四位数字"
CELL_ERROR = "「{cell}」是表格公式的错误值,请改正公式或直接填值"
LIST_QUANTITY = "「{cell}」的数量不对,请写成 货号×数量,例如 X1-BLK×2"
STEP_WITHOUT_TIME = "物流「{cell}」开头没有时间,请写成 2026-11-20 10:02 已到达杭州"
SCOPE_UNKNOWN = "看不懂适用范围「{cell}」,请写成 全场、类目=手机、sku=A1|A2 或 商品=P1|P2"

# Rows
REQUIRED = "不能为空,请补上"
DUPLICATE_KEY = "「{key}」和第 {first} 行重复,这一行没有导入;请删去一行,或改成不同的编号"
DUPLICATE_KEY_ELSEWHERE = "「{key}」在 {first} 里已经有了,这一行没有导入;请只保留一处"
DUPLICATE_ROW = "「{key}」和第 {first} 行完全相同,已忽略;可以删去一行"
END_BEFORE_START = "结束时间不晚于开始时间,请对调或改正"
THRESHOLD_REQUIRED = "每满减要填大于 0 的门槛,例如 300"
THRESHOLD_EMPTY = "没有填门槛,按无门槛处理;如果有门槛请补上"
AMOUNT_REQUIRED = "这类活动要填优惠金额,而且要大于 0,例如 50"
AMOUNT_IS_RATE = "「{cell}」是折扣,请把类型改成 折扣,或在这里填减多少元"
RATE_REQUIRED = "折扣活动要填几折,例如 8折 或 0.8"
GIFT_REQUIRED = "赠品活动要填送什么"
DEPOSIT_REQUIRED = "预售活动要在「门槛」填定金,例如 100"
PRESALE_AMOUNT_REQUIRED = "预售活动要在「优惠」填定金能抵多少,例如 200"
AMOUNT_OVER_THRESHOLD = "减的比门槛还多,请确认没有填反"
AMOUNT_UNDER_DEPOSIT = "定金抵的比定金还少,请确认没有填反"
LIST_PRICE_UNDER_PRICE = "原价低于现价,请确认没有填反"
SAME_NAME = (
    "有好几行都叫「{name}」,却没有写款号,会被当成不同的商品,顾客问到时分不清。"
    "如果是同一款的不同规格,请加一列「款号」,同一款填同一个编号"
)
NO_PHONE = "没有手机号,顾客无法验证身份,查不到这个订单"
UNKNOWN_SKU = "商品表里没有货号「{key}」,请检查是否写错"
TIME_ORDER = "早于「{earlier}」,请确认没有填反"
UNKNOWN_PRODUCT = "商品表里没有「{key}」,请检查是否写错"
SCOPE_MATCHES_NOTHING = "适用范围「{key}」在商品表里一件也没有,这个活动现在不会生效;请检查是否写错"
STAGE_UNKNOWN = "「{cell}」不是 售前、售中、售后 之一,已当作没有填"

# Forms
KEY_TAKEN = "已经有「{key}」了,请换一个,或直接修改原来那一条"
IS_EXAMPLE = "以「示例」开头的行会被当作模板里的示例,请换一个写法"
EDITED_NOTE = "后台修改"
DISCARDED_NOTE = "放弃草稿"

# Tables
MISSING_COLUMN = "缺少这一列,整张表没有导入;第一行要有表头,例如: {example}"
EMPTY_TABLE = "表里没有内容"
UNUSED_COLUMN = "不认识这一列,没有用上;如需使用请改成数据格式里的列名"
REPEATED_COLUMN = "和「{first}」重复,以「{first}」为准"
INTERNAL_COLUMN = "看起来是店内资料,没有导入,以免说给顾客听"

# Profile
NO_PROFILE = '没有店铺设置,已用默认值;请添加 shop.toml,至少写上 name = "店名"'
PROFILE_SYNTAX = "这一行格式有误: {cell};请检查引号(要用英文引号)、括号和等号,这一项没有采用"
PROFILE_NO_NAME = '缺少店名,请写上 name = "店名"'
PROFILE_TYPE_TEXT = "要写成一段带引号的文字,例如 {example}"
PROFILE_TYPE_LIST = "要写成文字列表,例如 {example}"
PROFILE_UNKNOWN_KEY = "不认识这一项,没有用上;请检查是否拼错"
PROFILE_ZONE = "没有「{cell}」这个时区,已用 Asia/Shanghai"
PROFILE_HOURS = "「{cell}」不是营业时间,请写成 09:00-22:00"

# Documents and words
WINDOW_UNREADABLE = "有效期「{cell}」看不懂,请写成 有效期: 2026-11-01 ~ 2026-11-12"
EMPTY_DOCUMENT = "没有读到文字,没有导入"
SLANG_COLUMNS = "「{cell}」不是两列,请写成 说法<制表符>标准说法"

# Diffs
MASKED = "(已更改)"
ABSENT = "(空)"

KIND_NAMES = {
    "profile": "店铺设置",
    "sku": "商品",
    "faq": "问答",
    "promotion": "活动",
    "policy": "规则",
    "words": "词表",
    "order": "订单",
}
