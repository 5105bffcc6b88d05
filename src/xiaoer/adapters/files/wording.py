"""Which words do the file readers use towards the merchant, and which file names do they know?"""

from __future__ import annotations

TOO_MANY_FILES = "文件太多,一次最多 {limit} 个;请只放店铺资料"
TOO_LARGE = "{name} 解开后太大,一次最多 {limit} MB;请拆分后再导入"
SUSPICIOUS_RATIO = "{name} 的压缩比异常,为安全起见没有打开;请解压后直接导入文件夹"
BROKEN_ARCHIVE = "压缩包打不开,可能已损坏或不是 zip;请重新打包,或直接导入文件夹"
ENCRYPTED = "{name} 加了密码,请去掉密码后再导入"
NOTHING_FOUND = "没有找到可导入的店铺资料;需要 shop.toml、商品、问答、活动、订单等表格,或 policies、words 文件夹"
NO_SUCH_PATH = "没有这个文件或文件夹: {path}"

UNREADABLE_TEXT = "文字编码认不出来,请用表格软件另存为 UTF-8 格式的 csv"
UNREADABLE_WORKBOOK = "表格打不开,可能已损坏或设了密码;请重新另存为 xlsx"
UNREADABLE_DOCUMENT = "文档打不开,可能已损坏或设了密码;请另存后重试"
CELL_TOO_LONG = "有一格超过 13 万字,多半是引号没有成对;请检查第 {row} 行附近的引号"
ODD_QUOTES = "引号没有成对出现,后面的行可能连成了一格;请检查引号"
TOO_MANY_CELLS = (
    "这一行比表头多出 {more} 格,没有导入;多半是文字里有英文逗号:请把那一格用英文双引号括起来,或改成中文逗号,或用 xlsx"
)
NO_HEADER = "找不到表头;第一行请写列名,例如: {example}"
UNKNOWN_FILE = "认不出是什么资料,没有导入;表格请命名为 商品、问答、活动 或 订单"
UNREAD_SHEET = "这一页没有导入;需要的话,把页名改成“商品”“问答”“活动”或“订单”(同一种有几页时加数字,如“商品2”)"
UNKNOWN_DOCUMENT = "文档没有导入;店铺规则请放进 policies 文件夹"
UNKNOWN_WORDS = "词表没有导入;请命名为 sensitive.txt、banned.txt 或 slang.tsv"
TWO_PROFILES = "有不止一个 shop.toml,以 {first} 为准"
TOO_MANY_PAGES = "超过 {limit} 页,只读了前 {limit} 页;请拆分"
SCANNED_PDF = "PDF 里没有文字(可能是扫描件),没有导入;请改成 Word 或文本"

MISSING_DOCX = "读取 Word 文档需要安装文档组件: pip install 'xiaoer[documents]'"
MISSING_PDF = "读取 PDF 需要安装文档组件: pip install 'xiaoer[documents]'"

POLICY_FOLDERS = frozenset({"policies", "policy", "店铺规则", "规则", "政策", "店铺政策"})
WORD_FOLDERS = frozenset({"words", "词表", "词库", "敏感词库"})
KNOWN_FOLDERS = POLICY_FOLDERS | WORD_FOLDERS
