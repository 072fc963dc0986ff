"""Answers that are no page: script challenges, firewalls, login walls, captchas, and pages that are gone politely."""

import re
from collections.abc import Mapping

_CHALLENGE_STATUS = {521: "script challenge (521)", 412: "script challenge (412)", 202: "script challenge (202)"}
_REFUSED_STATUS = {
    401: "login asked for (401)",
    403: "refused (403)",
    405: "refused (405)",
    429: "too many requests (429)",
}
_CHALLENGE_COOKIE = re.compile(
    r"__jsl_clearance|__jsluid|acw_sc__v|_yundun|waf_(?:cookie|sid)|safeline|sl-challenge", re.IGNORECASE
)
_FIREWALL = re.compile(
    r"创宇盾|加速乐|云防护|网站防火墙|安恒|明御|长亭|雷池|SafeLine|WAF|阿里云盾|安全狗|D盾|玄武盾|网防G01|护卫神|360网站卫士|安全拦截|请求(?:已|被)(?:拦截|阻断)"
    r"|访问(?:被|已被)(?:拦截|拒绝|阻断|禁止)|您的(?:请求|访问|IP).{0,16}(?:拦截|阻断|禁止|异常|威胁)"
    r"|Access Denied|Request ID|Blocked by",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(
    r"(?:请|输入|完成|滑动|拖动|点击).{0,16}(?:验证码|滑块|验证)|人机(?:身份)?验证|安全验证|访问验证|captcha|geetest",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"统一身份认证|请(?:先)?登录(?:后)?(?:再)?(?:访问|查看|浏览)?|用户登录|账号登录|type=[\"']?password", re.IGNORECASE
)
_CODE = re.compile(
    r"document\.cookie\s*=|location\.(?:href|replace|reload)|eval\(|\$_ts\s*=|_\$\w{2}\b|String\.fromCharCode|setTimeout\(|challenge",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<[^>]*>", re.IGNORECASE | re.DOTALL)
_REFRESH = re.compile(
    r"<meta[^>]*http-equiv\s*=\s*[\"']?refresh[\"']?[^>]*content\s*=\s*[\"']?\s*(\d+)\s*[;,]?\s*(?:url\s*=\s*[\"']?([^\"'>\s]*))?",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:您|你)?(?:访问|浏览|查看|请求|查找)的?(?:页面|网页|内容|文章|信息|文件|栏目|网址|资源).{0,12}(?:不存在|已(?:被)?删除|找不到|未找到|无法找到|已下线|已失效|已过期|丢失)"
    r"|(?:页面|文章|信息|内容|网页)(?:不存在|已(?:被)?删除|未找到|走丢了|找不到了|已下线)|(?:找不到|未找到|没有找到|无法找到)(?:该|您|此|相关)?.{0,6}(?:页面|网页|文件|内容|资源)"
    r"|404\s*(?:Not Found|错误|页面)|HTTP\s*404|Page Not Found|Object not found",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,200})", re.IGNORECASE)
_LITTLE = 300
_HEAD = 60_000


def blocked(status: int, headers: Mapping[str, str], body_text: str) -> str | None:
    """Why an answer is a block and not a page, None for a page.

    Args:
        status: HTTP status.
        headers: response headers; names in any case.
        body_text: the decoded body; the first 60,000 characters are looked at.
    """
    head = body_text[:_HEAD]
    shown = _shown(head)
    small = len(shown) < _LITTLE
    if status in _CHALLENGE_STATUS and (small or status != 202):
        return _CHALLENGE_STATUS[status]
    if status in _REFUSED_STATUS:
        firewall = _FIREWALL.search(shown)
        return f"firewall ({status}, {firewall[0]})" if firewall else _REFUSED_STATUS[status]
    if not small:
        return None
    return _blocked_politely(head, shown, _cookies(headers))


def _blocked_politely(head: str, shown: str, cookies: str) -> str | None:
    """A block page that comes with status 200: hardly any text, and the words or the code of a challenge."""
    if match := _FIREWALL.search(shown):
        return f"firewall page ({match[0]})"
    if match := _CAPTCHA.search(shown):
        return f"captcha ({match[0]})"
    code = _CODE.findall(head)
    if (
        len(shown) < 40
        and "<script" in head.lower()
        and (_CHALLENGE_COOKIE.search(cookies + head) or len(set(code)) >= 2)
    ):
        return "script challenge"
    if match := _LOGIN.search(shown if "password" not in head.lower() else head):
        return f"login wall ({match[0][:12]})"
    return None


def _cookies(headers: Mapping[str, str]) -> str:
    return " ".join(str(value) for name, value in headers.items() if name.lower() == "set-cookie")


def _shown(text: str) -> str:
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", _TAGS.sub(" ", text)).strip()


def soft_404(body_text: str, *, url: str | None = None, final_url: str | None = None) -> str | None:
    """Why an answer with status 200 is a page that is gone, None for a page.

    Args:
        body_text: the decoded body.
        url: the address that was asked for.
        final_url: where redirects led.
    """
    if url and final_url and _is_deep(url) and not _is_deep(final_url):
        return "redirected to the home page"
    head = body_text[:_HEAD]
    shown = _shown(head)
    if len(shown) < _LITTLE and (match := _REFRESH.search(head)):
        target = match[2] or ""
        if (
            not target
            or target.rstrip("/") in ("", ".", "..", "./..")
            or re.fullmatch(r"(?:\.{1,2}/|/)+(?:index\.\w+)?", target)
        ):
            return f"refreshes to {target or 'itself'}"
        if url and _parent_of(url, target):
            return f"refreshes to the folder above ({target})"
    title = _TITLE.search(head)
    if match := _GONE.search(shown if len(shown) < _LITTLE else title[1] if title else ""):
        return f"says: {match[0]}"
    return None


def _is_deep(url: str) -> bool:
    path = re.sub(r"^[a-z]+://[^/]*", "", url).split("?")[0].split("#")[0]
    return path.strip("/") not in (
        "",
        "index.html",
        "index.htm",
        "index.shtml",
        "index.jsp",
        "default.aspx",
        "index.aspx",
    )


def _parent_of(url: str, target: str) -> bool:
    """Whether `target` is a folder in which `url` lies."""
    folder = target.rsplit("/", 1)[0] + "/"
    return (
        len(folder) > 1 and re.sub(r"^https?:", "", url).startswith(re.sub(r"^https?:", "", folder)) and target != url
    )
