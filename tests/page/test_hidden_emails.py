"""Promises that addresses hidden by Cloudflare are shown again wherever they stand, and that nothing else changes."""

import pytest

from harvester.page.read import read_page
from harvester.process import parse_report

ADDRESS = "zwgk@example.test"
CODED = bytes([0x2B, *(byte ^ 0x2B for byte in ADDRESS.encode())]).hex()
HIDDEN = "[email&#160;protected]"
MARKED = f'class="__cf_email__" data-cfemail="{CODED}"'
LINK = "/cdn-cgi/l/email-protection"
SCRIPT = "<script>/* <![CDATA[ */ var t = 1; /* ]]> */</script>"
FORMS = {
    "anchor": f'<a href="{LINK}" {MARKED}>{HIDDEN}</a>',
    "span": f"<span data-cfemail={CODED}>[email protected]</span>",
    "fragment": f'<a href="{LINK}#{CODED}">{HIDDEN}</a>',
    "span in a link": f'<a href="{LINK}#{CODED}"><span {MARKED}>{HIDDEN}</span></a>',
    "with its script": f"<span {MARKED}>{HIDDEN}{SCRIPT}</span>",
    "capitals": f'<span data-cfemail="{CODED.upper()}">[email&#160;protected]</span>',
}
PROSE = "本机关认真贯彻落实政府信息公开条例，全年主动公开政府信息一百条，办理申请三十件。"


def page(mail: str) -> str:
    return (
        "<html><head><title>某某县人民政府2022年政府信息公开工作年度报告</title></head><body><h1>某某县人民政府2022年政府信息公开"
        f"工作年度报告</h1><div id='zoom'><p>一、总体情况</p><p>{PROSE}</p><p>{PROSE}</p>"
        f"<p>联系电话：0577-66660000，电子邮箱：{mail}，邮编：325800。</p></div></body></html>"
    )


@pytest.mark.parametrize("form", FORMS)
def test_an_address_in_every_form_is_shown_once(form: str) -> None:
    read = read_page(page(FORMS[form]), url="http://www.gov.test/a.html")
    assert f"电子邮箱：{ADDRESS}，邮编" in read.text
    assert [change.step for change in read.changes] == ["decode_cfemail"]
    assert read.unresolved == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_report_has_the_address_as_its_contact(form: str) -> None:
    assert parse_report(page(FORMS[form]), url="http://www.gov.test/a.html").contact.email == ADDRESS


def test_an_address_in_a_table_cell_is_shown() -> None:
    table = f"<table><tr><td>邮箱</td><td>{FORMS['anchor']}</td></tr><tr><td>电话</td><td>66660000</td></tr></table>"
    read = read_page(page(table), url="http://www.gov.test/a.html")
    assert f"邮箱\t{ADDRESS}" in read.text


def test_words_of_a_link_stay_and_its_address_is_that_of_a_mail() -> None:
    link = f'<a href="/cdn-cgi/l/email-protection#{CODED}">给我们写信</a>'
    read = read_page(page(link), url="http://www.gov.test/a.html")
    assert "电子邮箱：给我们写信，" in read.text


@pytest.mark.parametrize("coded", ["", "zz", "00ff00ff00", "2b" * 300])
def test_nonsense_stays_lost_and_is_reported(coded: str) -> None:
    read = read_page(page(f'<span data-cfemail="{coded}">[email&#160;protected]</span>'), url="http://www.gov.test/a")
    assert "decode_cfemail" not in [change.step for change in read.changes]
    assert read.unresolved == ("e-mail address hidden by Cloudflare (1)",)
