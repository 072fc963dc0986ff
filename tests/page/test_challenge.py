"""Promises that a challenge, a block page and a page that is gone are told from a page, and a page from them."""

import pytest

from harvester.page.challenge import blocked, soft_404

ARTICLE = (
    "<html><body><h1>某某县年度报告</h1><p>"
    + "全年主动公开政府信息，共计一百条，办理申请三十件。" * 20
    + "</p></body></html>"
)


@pytest.mark.parametrize(
    ("status", "headers", "body", "words"),
    [
        (521, {"Set-Cookie": "__jsluid_h=1"}, "<script>document.cookie=('_')</script>", "521"),
        (412, {}, "<html><script>$_ts={}</script></html>", "412"),
        (202, {}, "<script>eval(x)</script>", "202"),
        (403, {}, "<html>403 Forbidden</html>", "refused"),
        (403, {}, "<html>您的请求已被创宇盾拦截</html>", "firewall"),
        (405, {}, "", "405"),
        (429, {}, "", "429"),
        (200, {}, "<html><head><title>云防护</title></head><body>您的访问被拦截，请求ID 1</body></html>", "firewall"),
        (200, {}, "<html><body>请输入验证码<input name=code></body></html>", "captcha"),
        (200, {}, "<html><body>请完成安全验证后继续访问</body></html>", "captcha"),
        (
            200,
            {"set-cookie": "__jsl_clearance=1"},
            "<script>setTimeout('location.reload()',1500)</script>",
            "challenge",
        ),
        (200, {}, "<form><input type=password></form>用户登录", "login"),
    ],
)
def test_a_block_is_named(status: int, headers: dict[str, str], body: str, words: str) -> None:
    assert words in (blocked(status, headers, body) or "")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ARTICLE),
        (202, ARTICLE),
        (200, ARTICLE.replace("</p>", "加强验证码登录管理，完善WAF防护。</p>")),
        (200, ""),
        (404, "not found"),
        (200, "<html><body>暂无内容</body></html>"),
    ],
)
def test_a_page_is_not_taken_for_a_block(status: int, body: str) -> None:
    assert blocked(status, {}, body) is None


@pytest.mark.parametrize(
    ("body", "url", "final"),
    [
        ("<meta http-equiv='refresh' content='0;url=../'>", "http://a.gov.cn/x/1.html", None),
        ('<META HTTP-EQUIV="Refresh" CONTENT="0; URL=http://a.gov.cn/x/">', "http://a.gov.cn/x/1.html", None),
        ("<html><body>您访问的页面不存在或已删除</body></html>", None, None),
        ("<title>404 Not Found</title>", None, None),
        (ARTICLE.replace("<html>", "<html><title>您访问的页面不存在</title>"), None, None),
        (ARTICLE, "http://a.gov.cn/x/1.html", "http://a.gov.cn/"),
    ],
)
def test_a_page_that_is_gone_is_named(body: str, url: str | None, final: str | None) -> None:
    assert soft_404(body, url=url, final_url=final)


@pytest.mark.parametrize(
    ("body", "url", "final"),
    [
        (ARTICLE, "http://a.gov.cn/x/1.html", "http://a.gov.cn/x/1.html"),
        (ARTICLE.replace("</p>", "您访问的页面不存在时请拨打电话。</p>"), None, None),
        ("<meta http-equiv=refresh content='0;url=/portal/index/list.html'>", "http://a.gov.cn/", None),
        (ARTICLE, "http://a.gov.cn/", "http://a.gov.cn/index.html"),
    ],
)
def test_a_page_is_not_taken_for_gone(body: str, url: str | None, final: str | None) -> None:
    assert soft_404(body, url=url, final_url=final) is None
