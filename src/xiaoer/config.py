"""What is this installation set to?

Defaults < `xiaoer.toml` < `XIAOER_SECTION__KEY` < command flag. `XIAOER_SECTION__KEY_FILE` names a file that
holds the value, for secrets. This is the only module that reads the environment, or writes to it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xiaoer.errors import ConfigInvalid

PREFIX = "XIAOER_"
CONFIG_FILE = "xiaoer.toml"
SECRET_SECTIONS = frozenset({"access"})  # whose values are never shown
SECRET_KEYS = frozenset({"engine.api_key"})
Nested = dict[str, dict[str, object]]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerSettings(_Section):
    """Where the server listens."""

    host: str = Field("127.0.0.1", description="监听地址;对外服务时设为 0.0.0.0")
    port: int = Field(8080, ge=0, le=65535, description="监听端口;0 表示任选一个空闲端口")
    public_url: str = Field("", description="对外访问地址,仅用于打印")
    trusted_proxies: tuple[str, ...] = Field((), description="可信反向代理的地址,只信任它们给出的 X-Forwarded-For")
    allowed_origins: tuple[str, ...] = Field((), description="允许跨域调用的网页来源")
    max_body_bytes: int = Field(1_000_000, ge=10_000, description="普通请求体上限(字节)")
    max_upload_bytes: int = Field(50_000_000, ge=100_000, description="资料上传上限(字节)")
    max_attachment_bytes: int = Field(8_000_000, ge=10_000, description="顾客发送的图片或文件上限(字节)")
    drain_s: float = Field(20.0, ge=0, description="退出前等待进行中回复的秒数")


class StoreSettings(_Section):
    """Where the data are kept."""

    folder: Path = Field(Path("data"), description="数据目录")
    url: str = Field("", description="数据库地址;空表示数据目录里的 SQLite,或 postgresql+psycopg://…")


class ShopSettings(_Section):
    """Which shop is served."""

    shop_id: str = Field("default", min_length=1, max_length=64, description="店铺标识")
    source: Path | None = Field(None, description="首次启动时导入并发布的资料目录")
    refresh_s: float = Field(2.0, gt=0, description="检查是否有新发布版本的间隔秒数")


class LimitSettings(_Section):
    """How much one caller may send."""

    messages: int = Field(10, ge=1, description="每个顾客在一个窗口内的消息上限")
    window_s: int = Field(60, ge=1, description="窗口长度(秒)")
    address_messages: int = Field(120, ge=1, description="无密钥调用者每个地址在一个窗口内的总上限")
    in_hand: int = Field(256, ge=1, description="同时处理的消息上限,超过时返回 503")
    redis_url: str = Field("", description="多副本共享限流与消息通知用的 Redis 地址;空表示进程内")


class AccessSettings(_Section):
    """Who may do what."""

    api_keys: tuple[str, ...] = Field((), description="店铺系统调用接口用的密钥")
    identity_secret: str = Field("", description="与商家服务器共享的密钥,用于核验顾客身份签名")


class EngineSettings(_Section):
    """Which model words what the data do not say ready-made."""

    name: str = Field(
        "auto",
        description="引擎:auto(按处理器选 local 或 llamacpp)、none、local、llamacpp、openai、scripted,或插件提供的名称",
    )
    model: str = Field("", description="模型文件名或路径,空表示模型目录里校验过的第一个;openai 引擎则是服务端的模型名")
    url: str = Field("", description="openai 引擎的服务地址,例如 http://127.0.0.1:8000/v1")
    api_key: str = Field("", description="openai 引擎的密钥")
    threads: int = Field(2, ge=1, le=256, description="模型进程使用的线程数")
    live: int = Field(4, ge=1, le=512, description="同时生成的回复上限")
    waiting: int = Field(32, ge=0, description="排队等待生成的回复上限,超过时直接用店铺资料回答")
    wait_s: float = Field(1.5, gt=0, description="最多排队等多少秒;照目前的速度等不到的,不排队,直接用店铺资料回答")
    deadline_s: float = Field(8.0, gt=0, description="一条回复从排队到写完的时限(秒),超过时用店铺资料回答")
    first_s: float = Field(4.0, gt=0, description="首字的时限(秒),排队在内,超过时用店铺资料回答")
    gap_s: float = Field(2.0, gt=0, description="两段文字之间的时限(秒)")
    new_tokens: int = Field(180, ge=40, description="每轮新读入的词元预算:资料按问题裁剪到这个数以内")
    kept_answers: int = Field(2048, ge=0, description="缓存多少条审核过的撰写回复;资料一变就作废,0 表示不缓存")
    slow_s: float = Field(3.0, gt=0, description="首字超过这个秒数算慢;连续过慢时暂停使用模型")
    max_tokens: int = Field(60, ge=1, le=4096, description="一条回复最多的词元数")
    temperature: float = Field(0.0, ge=0, le=2, description="随机程度;0 表示同样的问题同样的回答")
    top_p: float = Field(1.0, gt=0, le=1, description="只在累计概率以内选词")
    top_k: int = Field(0, ge=0, description="只在前若干个词里选;0 表示不限")
    repetition_penalty: float = Field(1.05, ge=1, le=2, description="重复惩罚;1 表示没有")
    seed: int = Field(0, ge=0, description="随机种子")
    stop: tuple[str, ...] = Field((), description="遇到这些文字就停止")
    kv_tokens: int = Field(12_288, ge=1024, description="模型进程缓存的词元数,决定它的内存")
    batched_tokens: int = Field(192, ge=16, description="模型一步读入的词元数上限")
    memory_mb: int = Field(2000, ge=100, description="模型进程的内存超过这个值(MB)时,空闲后重启它")
    hang_s: float = Field(15.0, gt=0, description="模型进程多少秒没有动静就重启它")
    load_s: float = Field(180.0, gt=0, description="加载模型的时限(秒)")


class DeskSettings(_Section):
    """How patient the people's desk is."""

    patience_s: float = Field(180.0, gt=0, description="顾客等人工多少秒没有回音就报警,并如实告诉她")
    stale_s: float = Field(90.0, ge=10, description="客服的工作台多少秒没有动静就算离线,他的会话回到队列")
    look_every_s: float = Field(2.0, gt=0, description="检查等待队列的间隔秒数")


class LogSettings(_Section):
    """What is logged."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="日志级别")
    form: Literal["json", "text"] = Field("text", description="日志格式")


class Settings(_Section):
    """All settings, one section per concern."""

    server: ServerSettings = ServerSettings()  # type: ignore[call-arg]  # pydantic's Field defaults
    store: StoreSettings = StoreSettings()  # type: ignore[call-arg]
    shop: ShopSettings = ShopSettings()  # type: ignore[call-arg]
    limits: LimitSettings = LimitSettings()  # type: ignore[call-arg]
    access: AccessSettings = AccessSettings()  # type: ignore[call-arg]
    engine: EngineSettings = EngineSettings()  # type: ignore[call-arg]
    desk: DeskSettings = DeskSettings()  # type: ignore[call-arg]
    log: LogSettings = LogSettings()  # type: ignore[call-arg]


def load(
    *, file: Path | None = None, flags: Nested | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings from all sources.

    Raises `ConfigInvalid` with the key, the value and what is allowed when any of them is unknown or impossible.
    """
    merged: Nested = {}
    for source in (_from_file(file), _from_environment(os.environ if environ is None else environ), flags or {}):
        for section, values in source.items():
            merged.setdefault(section, {}).update(values)
    try:
        return Settings.model_validate(merged)
    except ValidationError as exc:
        raise ConfigInvalid("\n".join(_explain(error) for error in exc.errors())) from exc


def spare_libraries() -> None:
    """Tell libraries, before they are loaded, what this program makes no use of.

    The dictionary of phrases of pypinyin takes 40 MB and a fifth of a second of each start.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")


def _from_file(file: Path | None) -> Nested:
    path = Path(CONFIG_FILE) if file is None else file
    if not path.is_file():
        if file is not None:
            raise ConfigInvalid(f"配置文件不存在: {file}")
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigInvalid(f"{path} 不是有效的 TOML: {exc}") from exc
    for section, values in content.items():
        if not isinstance(values, dict):
            raise ConfigInvalid(f"{path}: “{section}” 应当写在一个 [分组] 里")
    return content


def _from_environment(environ: Mapping[str, str]) -> Nested:
    found: Nested = {}
    for name, value in sorted(environ.items()):
        if not name.startswith(PREFIX):
            continue
        section, separator, key = name.removeprefix(PREFIX).lower().partition("__")
        if not separator:
            raise ConfigInvalid(f"不认识的环境变量 {name};写法是 {PREFIX}分组__配置项,例如 {PREFIX}SERVER__PORT")
        if key.endswith("_file"):
            key, value = key.removesuffix("_file"), _read_secret(name, value)  # noqa: PLW2901  # the file's content is the value
        found.setdefault(section, {})[key] = _typed(section, key, value)
    return found


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigInvalid(f"{name}: 无法读取文件 {path}") from exc


def _typed(section: str, key: str, value: str) -> object:
    """Split a comma-separated value where the setting is a list."""
    model = Settings.model_fields.get(section)
    fields = getattr(model.annotation, "model_fields", {}) if model is not None else {}
    field = fields.get(key)
    is_list = field is not None and get_args(field.annotation) == (str, Ellipsis)
    return [part.strip() for part in value.split(",") if part.strip()] if is_list else value


def _explain(error: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"不认识的配置项 {key};可用的有: {', '.join(_known(error['loc']))}"
    value = "" if error["loc"][0] in SECRET_SECTIONS or key in SECRET_KEYS else f" {error['input']!r} "
    return f"配置项 {key} 的值{value}无效: {error['msg']}"


def _known(loc: tuple[int | str, ...]) -> list[str]:
    if len(loc) == 1:
        return sorted(Settings.model_fields)
    section = Settings.model_fields[str(loc[0])].annotation
    return sorted(getattr(section, "model_fields", {}))
