"""Promises that furniture lines are known by name and that no sentence, heading, signature or date of a report is."""

import pytest

from harvester.text.boilerplate import PHRASES, Phrase, is_boilerplate


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_every_phrase_removes_its_example_and_keeps_its_neighbor(phrase: Phrase) -> None:
    assert is_boilerplate(phrase.removes) is not None
    assert is_boilerplate(phrase.keeps) is None


def test_names_of_phrases_are_unique() -> None:
    assert len({phrase.name for phrase in PHRASES}) == len(PHRASES)


REMOVED = (
    "首页 > 政务公开 > 政府信息公开年报 >",
    "当前位置：首页>信息公开>年报",
    "您现在的位置是：首页 >> 通知公告",
    "联系我们 | 关于本站 | 网站地图 | 隐私声明",
    "版权所有：某某县人民政府    主办：某某县人民政府办公室",
    "主办：某某市人民政府 承办：某某市政务服务和数据管理局",
    "Copyright © 2020 某某区人民政府 All Rights Reserved",
    "京ICP备05012345号 京公网安备11010502000001号",
    "网站标识码：1101050001 ICP备案号：京ICP备05012345号-1",
    "【打印本页】 【关闭窗口】",
    "字号：[大] [中] [小]",
    "分享到：",
    "扫一扫在手机打开当前页面",
    "上一篇：没有了",
    "下一篇：某某镇2021年政府信息公开工作年度报告",
    "您是第 12345 位访客",
    "发布时间：2023-01-20 来源：县政府办 浏览次数：102",
    "索引号：11440000 发布机构：县政府办",
    "网站首页",
    "【收藏】【打印】【关闭】",
    "[我要打印] [返回上页]",
    "（撰稿：张某　审核：李某　终审：王某）",
    "文章录入：admin 责任编辑：admin",
    "您可能感兴趣的文章：",
    "【相关新闻】",
    "网站总访问量：12345678次",
    "本网站支持IPv6",
    "您访问的链接即将离开“某某县人民政府”网站",
    "是否继续？",
    "满意 基本满意 不满意",
    "网友评论仅供其表达个人看法，并不代表本站同意其观点。",
    "请您文明上网、理性发言。",
    "微信里点“发现”，扫一下",
    "一键分享 QQ空间 新浪微博 人人网",
    "未经授权禁止转载",
    "附件：无",
)
KEPT = (
    "一、总体情况",
    "（一）主动公开情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "第二十条第（一）项",
    "信息内容",
    "行政许可",
    "处理决定数量",
    "总计",
    "其他",
    "0",
    "某某市人民政府办公室",
    "某某县水口镇人民政府",
    "2023年1月20日",
    "二〇二三年一月二十日",
    "附件：政府信息公开情况统计表",
    "无。",
    "联系地址：府前路1号；邮编：529000；电话：0750-1234567。",
    "本报告在区人民政府门户网站公布，欢迎查阅。",
    "如对本报告有疑问，请与县政府办公室联系（地址：府前路1号，电话：0750-1234567）。",
    "全年网站访问量32万次，信息公开栏目点击量1.2万次。",
    "依申请公开",
    "政策解读",
    "政务公开工作取得新成效。",
    "（四）平台建设方面。优化网站首页布局，设置无障碍浏览和长者版，完善搜索功能。",
    "加强政务微博、政务微信管理",
    "一是更新政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报等栏目。",
    "（七）总计",
    "今天是检查日",
    "上一年项目数量",
    "下一步，我局将继续做好政务公开工作。",
    "下一年度将进一步拓宽公开渠道",
    "后一阶段重点工作",
    "主办：人大代表建议12件，政协提案8件。",
    "门户网站已全面支持IPv6，无障碍改造完成验收。",
    "群众可通过微信扫一扫功能查询办理进度。",
    "开通不良信息举报电话，受理线索12件。",
    "网友留言235条",
    "网站访问量：120000次",
    "累计访问量比上年增长12%",
    "工作人员离开网站管理岗位前须办理交接。",
    "满意",
    "群众满意率99%，基本满意率1%。",
    "下载量3000次",
    "收藏档案120卷",
    "审核公开信息300条",
    "转载上级政策文件300条",
    "未经批准不得公开的信息12条",
    "智能问答答复咨询3000次",
    "本页无正文",
    "天气预报信息365条",
    "推荐优秀案例3个",
)


@pytest.mark.parametrize("line", REMOVED)
def test_furniture_goes(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", KEPT)
def test_content_stays(line: str) -> None:
    assert is_boilerplate(line) is None
