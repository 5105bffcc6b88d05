"""What do the staff read about themselves?"""

from __future__ import annotations

OWNER = "店主"
SIGNED_IN = {"password": "用密码登录", "token": "用店主令牌登录"}  # nosec B105 - words
