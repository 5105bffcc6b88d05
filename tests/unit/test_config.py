"""Do settings come from where they should, and is a wrong one named before anything starts?"""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaoer.config import LimitSettings, ServerSettings, Settings, StoreSettings, load
from xiaoer.errors import ConfigInvalid

PORT = "XIAOER_SERVER__PORT"


def a_file(folder: Path, text: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def loaded(folder: Path, *, toml: str = "", flags=None, environ=None) -> Settings:
    return load(file=a_file(folder, toml), flags=flags, environ=environ or {})


def fault_of(folder: Path, **sources) -> str:
    with pytest.raises(ConfigInvalid) as raised:
        loaded(folder, **sources)
    return raised.value.detail


# Precedence


def test_without_any_source_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load(environ={}) == Settings(server=ServerSettings(), store=StoreSettings(), limits=LimitSettings())
    assert (load(environ={}).server.host, load(environ={}).server.port) == ("127.0.0.1", 8080)


def test_each_source_beats_the_weaker_ones(tmp_path):
    toml, environ, flags = "[server]\nport = 1001", {PORT: "1002"}, {"server": {"port": 1003}}
    assert loaded(tmp_path).server.port == 8080
    assert loaded(tmp_path, toml=toml).server.port == 1001
    assert loaded(tmp_path, toml=toml, environ=environ).server.port == 1002
    assert loaded(tmp_path, toml=toml, environ=environ, flags=flags).server.port == 1003


def test_sources_are_merged_setting_by_setting(tmp_path):
    settings = loaded(
        tmp_path,
        toml='[server]\nport = 1001\nhost = "0.0.0.0"',
        environ={PORT: "1002"},
        flags={"log": {"form": "json"}},
    )
    assert (settings.server.host, settings.server.port, settings.log.form) == ("0.0.0.0", 1002, "json")


def test_the_file_in_the_working_folder_is_read_unasked(tmp_path, monkeypatch):
    (tmp_path / "xiaoer.toml").write_text("[server]\nport = 1004", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(environ={}).server.port == 1004


def test_the_real_environment_is_read_where_none_is_given(tmp_path, monkeypatch):
    monkeypatch.setenv(PORT, "1005")
    assert load(file=a_file(tmp_path, "")).server.port == 1005


def test_variables_of_others_are_left_alone(tmp_path):
    assert loaded(tmp_path, environ={"PORT": "1", "XIAOERX__PORT": "2"}) == loaded(tmp_path)


# Secrets and lists


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("  s3cret\n", encoding="utf-8")
    environ = {"XIAOER_ACCESS__IDENTITY_SECRET_FILE": str(secret)}
    assert loaded(tmp_path, environ=environ).access.identity_secret == "s3cret"


def test_a_secret_file_may_hold_a_list(tmp_path):
    secret = tmp_path / "keys"
    secret.write_text("one, two\n", encoding="utf-8")
    environ = {"XIAOER_ACCESS__API_KEYS_FILE": str(secret)}
    assert loaded(tmp_path, environ=environ).access.api_keys == ("one", "two")


def test_a_secret_file_that_is_not_there_is_named(tmp_path):
    environ = {"XIAOER_ACCESS__IDENTITY_SECRET_FILE": "/nowhere/secret"}
    assert fault_of(tmp_path, environ=environ) == ("XIAOER_ACCESS__IDENTITY_SECRET_FILE: 无法读取文件 /nowhere/secret")


def test_a_secret_file_that_is_no_text_is_named(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\xfe\x00")
    environ = {"XIAOER_ACCESS__IDENTITY_SECRET_FILE": str(secret)}
    assert "无法读取文件" in fault_of(tmp_path, environ=environ)


@pytest.mark.parametrize(
    ("value", "expected"), [("a,b", ("a", "b")), (" a , ,b,", ("a", "b")), ("a", ("a",)), ("", ())]
)
def test_a_list_in_the_environment_is_separated_by_commas(tmp_path, value, expected):
    environ = {"XIAOER_ACCESS__API_KEYS": value}
    assert loaded(tmp_path, environ=environ).access.api_keys == expected


def test_a_comma_in_a_plain_text_is_kept(tmp_path):
    assert loaded(tmp_path, environ={"XIAOER_SERVER__PUBLIC_URL": "a,b"}).server.public_url == "a,b"


def test_a_list_in_the_file_is_a_list(tmp_path):
    settings = loaded(tmp_path, toml='[server]\ntrusted_proxies = ["10.0.0.0/8"]')
    assert settings.server.trusted_proxies == ("10.0.0.0/8",)


# Faults


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ({"toml": "[server]\nprot = 1"}, "不认识的配置项 server.prot;可用的有: allowed_origins, drain_s, host"),
        (
            {"toml": "[sever]\nport = 1"},
            "不认识的配置项 sever;可用的有: access, desk, engine, limits, log, server, shop, store",
        ),
        ({"environ": {"XIAOER_SERVER__PROT": "1"}}, "不认识的配置项 server.prot"),
        ({"environ": {"XIAOER_SEVER__PORT": "1"}}, "不认识的配置项 sever"),
        ({"environ": {"XIAOER_PORT": "1"}}, "不认识的环境变量 XIAOER_PORT;写法是 XIAOER_分组__配置项"),
        ({"environ": {PORT: "http"}}, "配置项 server.port 的值 'http' 无效"),
        ({"toml": "[server]\nport = 70000"}, "配置项 server.port 的值 70000 无效"),
        ({"toml": "[server]\nport = -1"}, "配置项 server.port 的值 -1 无效"),
        ({"toml": "[limits]\nmessages = 0"}, "配置项 limits.messages 的值 0 无效"),
        ({"toml": "[limits]\nwindow_s = 0"}, "配置项 limits.window_s 的值 0 无效"),
        ({"toml": "[shop]\nshop_id = ''"}, "配置项 shop.shop_id 的值 '' 无效"),
        ({"toml": "[shop]\nrefresh_s = 0"}, "配置项 shop.refresh_s 的值 0 无效"),
        ({"environ": {"XIAOER_LOG__LEVEL": "loud"}}, "配置项 log.level 的值 'loud' 无效"),
        ({"toml": "[log]\nform = 'xml'"}, "配置项 log.form 的值 'xml' 无效"),
        ({"toml": "port = 1"}, "“port” 应当写在一个 [分组] 里"),
        ({"toml": "[server\nport = 1"}, "不是有效的 TOML"),
    ],
    ids=str,
)
def test_an_unknown_or_impossible_setting_is_named_with_what_is_allowed(tmp_path, sources, told):
    assert told in fault_of(tmp_path, **sources)


def test_every_fault_is_told_at_once(tmp_path):
    told = fault_of(tmp_path, toml="[server]\nport = 70000\nprot = 1\n[limits]\nmessages = 0").splitlines()
    assert len(told) == 3


def test_a_named_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(ConfigInvalid, match="配置文件不存在"):
        load(file=tmp_path / "gone.toml", environ={})


def test_a_file_in_another_encoding_is_a_fault(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_bytes("[server]\npublic_url = '店'".encode("gb18030"))
    with pytest.raises(ConfigInvalid, match="不是有效的 TOML"):
        load(file=file, environ={})


@pytest.mark.parametrize(
    "sources",
    [
        {"environ": {"XIAOER_ACCESS__API_KEY": "s3cret"}},
        {"toml": "[access]\napi_keys = 's3cret'"},
        {"toml": "[access]\nidentity_secret = ['s3cret']"},
    ],
    ids=str,
)
def test_a_secret_is_never_shown_in_a_fault(tmp_path, sources):
    told = fault_of(tmp_path, **sources)
    assert "access." in told
    assert "s3cret" not in told


def test_settings_cannot_be_changed_once_made(tmp_path):
    with pytest.raises(ValueError, match="frozen"):
        loaded(tmp_path).server.port = 1
