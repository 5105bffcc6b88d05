"""What can go wrong, as one tree?

XiaoerError
├ InputError       EmptyQuestion  QuestionTooLong  BadHistory  BadRequest  WeakPassword  WrongPassword  BadAttachment
├ AccessError      NotSignedIn  NotAllowed  LoginFailed
├ MissingError     NoSuchConversation  NoSuchMessage  NoSuchTicket  NoSuchVersion  NoSuchAccount  NoSuchKey
│                  NoSuchCannedReply  NoSuchRow
├ ConflictError    ClientIdReused  ConversationClosed  RowMoved  DraftMoved  NameTaken  LastOwner  TicketTaken
│                  TicketMoved  ShortcutTaken
├ BusyError        RateLimited  QueueFull
├ EngineError      EngineNotReady  EngineBusy  EngineTimeout  CircuitOpen  EngineFailed
├ ModelError       NoSuchModel  ModelFileInvalid  DownloadFailed
├ StoreError       StoreDown  StoreInUse  MigrationNeeded  BackupInvalid
├ CatalogError     CatalogDown
├ KnowledgeError   ImportRejected  NoShopData
└ SetupError       ConfigInvalid  PluginMissing

Status numbers for HTTP live in `web/problems.py`, exit codes in `cli/main.py`.
"""

from __future__ import annotations

import re


class XiaoerError(Exception):
    """Anything xiaoer reports on purpose.

    `code` is for programs, `user_message` is safe Chinese for people, `permanent` says that trying the same
    again cannot help, `retry_after_s` when trying again makes sense.
    """

    code = "error"
    user_message = "服务出了点问题,请稍后再试"
    permanent = True

    def __init_subclass__(cls) -> None:
        """Give a class that names no code its own name as one: `EmptyQuestion` is `empty_question`."""
        cls.code = cls.__dict__.get("code", re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower())

    def __init__(self, detail: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(detail or self.user_message)
        self.detail = detail
        self.retry_after_s = retry_after_s


class InputError(XiaoerError):
    """The request itself cannot be served."""

    code = "bad_input"
    user_message = "请求内容有误"


class EmptyQuestion(InputError):
    """The text holds nothing to answer."""

    user_message = "请输入您的问题"


class QuestionTooLong(InputError):
    """The text is over the limit; it is refused, never cut."""

    user_message = "消息太长了,请分成几条发送"


class BadHistory(InputError):
    """The history of earlier turns is malformed."""

    user_message = "历史消息格式有误"


class BadRequest(InputError):
    """The body, a header or a parameter is malformed."""

    user_message = "请求格式有误"


class WeakPassword(InputError):
    """The password is too easy to guess."""

    user_message = "密码太容易被猜到:至少 8 个字符,不能是常见密码或账号名"


class WrongPassword(InputError):
    """Somebody who is signed in told a wrong password of his own."""

    code = "wrong_password"
    user_message = "原密码不对"


class BadAttachment(InputError):
    """The file is none of the kinds that are taken, or one too many."""

    user_message = "只能发送图片(JPG、PNG、GIF、WebP)和 PDF 文件,每次对话最多 20 个"


class AccessError(XiaoerError):
    """The caller may not do this."""

    code = "access"
    user_message = "没有权限"


class NotSignedIn(AccessError):
    """No valid token came along."""

    user_message = "请先登录"


class NotAllowed(AccessError):
    """The caller's role does not permit this."""

    user_message = "没有权限进行此操作"


class LoginFailed(AccessError):
    """Name and password, or the token, do not fit."""

    user_message = "账号或密码不对"


class MissingError(XiaoerError):
    """Absent, or not the caller's: the two look the same on purpose."""

    code = "not_found"
    user_message = "没有找到"


class NoSuchConversation(MissingError):
    """No conversation of this caller has this id."""

    user_message = "没有找到这个会话"


class NoSuchMessage(MissingError):
    """No message that this caller may see has this id."""

    user_message = "没有找到这条消息"


class NoSuchTicket(MissingError):
    """No ticket has this id."""

    user_message = "没有找到这个工单"


class NoSuchVersion(MissingError):
    """The shop has no such version."""

    user_message = "没有这个版本"


class NoSuchAccount(MissingError):
    """The staff has no such account."""

    user_message = "没有这个账号"


class NoSuchKey(MissingError):
    """There is no such key of a program."""

    user_message = "没有这个密钥"


class NoSuchCannedReply(MissingError):
    """There is no such canned reply."""

    user_message = "没有这条快捷回复"


class NoSuchRow(MissingError):
    """The shop's data hold no such row, or it needs no such change."""

    user_message = "没有找到这一条,可能已经被删除,请刷新后再看"


class ConflictError(XiaoerError):
    """The request contradicts what is already stored."""

    code = "conflict"
    user_message = "与已有内容冲突"


class ClientIdReused(ConflictError):
    """The same client message id came with another text."""

    user_message = "同一个 client_message_id 不能用于不同的消息"


class ConversationClosed(ConflictError):
    """The conversation takes no more messages."""

    user_message = "会话已结束"


class RowMoved(ConflictError):
    """Somebody changed the row since the form was filled from it."""

    user_message = "这一条刚被别人改过,您的修改没有保存。请载入最新内容,再改一次"


class DraftMoved(ConflictError):
    """Somebody changed the draft since its differences were looked at."""

    user_message = "草稿刚被别人改过,还没有发布。请看过最新的修改再发布"


class NameTaken(ConflictError):
    """Another account has this login name."""

    user_message = "这个登录名已被使用"


class LastOwner(ConflictError):
    """Nobody would be left who may change the staff."""

    user_message = "至少要保留一位店主"


class TicketTaken(ConflictError):
    """Another agent has the talk."""

    user_message = "这个会话正由其他客服处理"


class TicketMoved(ConflictError):
    """The ticket is no longer as it was when this was decided."""

    user_message = "这个会话的状态已经变了,请刷新后再试"


class ShortcutTaken(ConflictError):
    """Another canned reply has this shortcut."""

    user_message = "这个快捷词已被使用"


class BusyError(XiaoerError):
    """Too much at once; trying again later helps."""

    code = "busy"
    user_message = "系统繁忙,请稍后再试"
    permanent = False


class RateLimited(BusyError):
    """This caller sent too many messages."""

    user_message = "请求过于频繁,请稍后再试"


class QueueFull(BusyError):
    """The server has too many messages in hand."""

    user_message = "咨询的人太多了,请稍后再试"


class EngineError(XiaoerError):
    """The model gives no words now; the caller answers without it."""

    code = "engine"
    user_message = "智能撰写暂时不可用,请稍后再试"
    permanent = False


class EngineNotReady(EngineError):
    """No model is there, or it is still starting."""


class EngineBusy(EngineError):
    """The waiting room of the model is full."""


class EngineTimeout(EngineError):
    """The deadline passed before the text was whole."""


class CircuitOpen(EngineError):
    """The model failed or dawdled so often that it is left alone for a while."""


class EngineFailed(EngineError):
    """The model died, refused or spoke garbage."""


class ModelError(XiaoerError):
    """A model file cannot be had or used; `detail` says why."""

    code = "model"
    user_message = "模型文件不可用"


class NoSuchModel(ModelError):
    """No model in the list has this name."""

    user_message = "没有这个模型"


class ModelFileInvalid(ModelError):
    """The file is missing, cut short, altered or no model of a kind that can be run."""


class DownloadFailed(ModelError):
    """The file could not be fetched whole and right."""

    user_message = "模型下载失败"
    permanent = False


class StoreError(XiaoerError):
    """The store cannot do what was asked."""

    code = "store"
    user_message = "服务暂时不可用,请稍后再试"
    permanent = False


class StoreDown(StoreError):
    """The database cannot be reached or written."""


class StoreInUse(StoreError):
    """Another process holds this data folder."""

    user_message = "数据目录正被另一个进程使用"


class MigrationNeeded(StoreError):
    """The database is of another release."""

    user_message = "数据库版本与程序不符,请先升级"


class BackupInvalid(StoreError):
    """The file is no backup of xiaoer, or a damaged one."""

    user_message = "备份文件无效或已损坏"
    permanent = True


class CatalogError(XiaoerError):
    """The source of live products or orders failed."""

    code = "catalog"
    permanent = False


class CatalogDown(CatalogError):
    """The live source did not answer in time."""


class KnowledgeError(XiaoerError):
    """The shop's data cannot be used."""

    code = "knowledge"
    user_message = "店铺资料有误"


class ImportRejected(KnowledgeError):
    """The import changed nothing; `detail` lists the rows at fault."""

    user_message = "导入未生效,请按提示修改后重试"


class NoShopData(KnowledgeError):
    """The path holds no shop data that could be read."""

    user_message = "没有找到可导入的店铺资料"


class ShopNotOpen(NoShopData):
    """Nothing is published yet: there is nothing to answer from."""

    user_message = "店铺还没有开张,请稍后再来"


class SetupError(XiaoerError):
    """The program cannot start; never an HTTP answer."""

    code = "setup"
    user_message = "启动失败"


class ConfigInvalid(SetupError):
    """A setting is unknown or impossible."""

    user_message = "配置有误"


class PluginMissing(SetupError):
    """A named plug-in or optional package is not installed."""

    user_message = "缺少所需的组件"
