"""What do operators read about engines?"""

from __future__ import annotations

NO_MODEL = "还没有模型文件,仅用店铺资料回答;运行 xiaoer model pull 即可下载"
LOADING = "正在加载模型,期间用店铺资料回答"
DIED = "模型进程意外退出,正在重启"
HUNG = "模型进程没有响应,正在重启"
OVERGROWN = "模型进程占用内存过多,正在重启"
CANNOT_START = "无法启动模型进程"
TURNED_OFF = "未启用模型,仅用店铺资料回答"
PAUSED = "模型连续出错或过慢,已暂停使用,稍后自动重试"
UNKNOWN_ENGINE = "没有名为 {name} 的引擎;可用的有: {known}"
NEEDS_PACKAGE = "引擎 {name} 需要安装 {package}"
NO_URL = "使用 openai 引擎时请设置 engine.url"
SERVER_SAYS = "模型服务返回了状态 {status}"
SERVER_AWAY = "连接不上模型服务"
SERVER_TROUBLED = "模型服务最近一次调用失败"
