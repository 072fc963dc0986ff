"""Readings of Chinese characters, from the order of GB 2312: its first level (3,755 characters) is sorted by sound."""

import unicodedata
from functools import cache, lru_cache

# First character of every syllable in level 1 of GB 2312, in the order of the standard.
_FIRST = """
a啊 ai埃 an安 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian边 biao标 bie鳖 bin彬 bing兵
bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 chen郴 cheng撑 chi吃
chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong聪 cou凑 cu粗 cuan蹿 cui摧 cun村 cuo磋
da搭 dai呆 dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠 diao碉 die跌 ding丁 diu丢 dong东 dou兜 du督 duan端 dui堆
dun墩 duo掇 e蛾 en恩 er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 fo佛 fou否 fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥
gei给 gen根 geng耕 gong工 gou钩 gu辜 gua刮 guai乖 guan棺 guang光 gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕
he呵 hei嘿 hen痕 heng哼 hong轰 hou喉 hu呼 hua花 huai槐 huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵
jiao蕉 jie揭 jin巾 jing荆 jiong炯 jiu揪 ju拘 juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑
kong空 kou抠 ku枯 kua夸 kuai块 kuan宽 kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱
li厘 lia俩 lian联 liang粮 liao撩 lie列 lin琳 ling玲 liu溜 long龙 lou楼 lu芦 lv驴 luan峦 lve掠 lun抡 luo萝 ma妈
mai埋 man瞒 mang芒 mao猫 me么 mei玫 men门 meng萌 mi眯 mian棉 miao苗 mie灭 min民 ming明 miu谬 mo摸 mou谋 mu拇 na拿
nai氖 nan男 nang囊 nao挠 ne呢 nei馁 nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 nong脓 nu奴
nv女 nuan暖 nve虐 nuo挪 o哦 ou欧 pa啪 pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼
ping乒 po坡 pu扑 qi期 qia掐 qian牵 qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然
rang瓤 rao饶 re惹 ren壬 reng扔 ri日 rong戎 rou揉 ru茹 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟
sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 sheng声 shi师 shou收 shu蔬 shua刷 shuai摔 shuan栓
shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo梭 ta塌 tai胎 tan坍 tang汤 tao掏 te特
teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸 tuan湍 tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪 wei威
wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄 xiu休 xu墟 xuan轩 xue靴 xun勋
ya压 yan焉 yang殃 yao邀 ye椰 yi一 yin茵 ying英 yo哟 yong佣 you幽 yu迂 yuan鸳 yue曰 yun耘 za匝 zai栽 zan咱 zang赃
zao遭 ze责 zei贼 zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮 zhen珍 zheng蒸 zhi芝 zhong中 zhou舟 zhu珠
zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong棕 zou邹 zu租 zuan钻 zui嘴 zun尊 zuo昨
"""

# Second readings of common characters, where the syllable differs.
_MORE = """
行hang 长zhang 重zhong 调tiao 都du 会kuai 率shuai 系ji 给ji 参shen 数shuo 传zhuan 弹tan 大dai 地de 的di 了liao
着zhe 着zhao 省xing 属zhu 单shan 便pian 朝zhao 称chen 藏zang 盛cheng 乘sheng 车ju 降xiang 强jiang 角jue 校jiao
觉jiao 解xie 卡ka 卡qia 落la 落lao 绿lu 模mu 没mo 没mei 曝bao 奇ji 纤qian 塞se 色shai 识zhi 似shi 宿xiu 提di 拓ta
拓tuo 巷hang 削xue 载zai 折she 召shao 和huo 和hu 合ge 什shen 石dan 术zhu 粘nian 阿e 薄bo 堡bu 堡pu 辟pi 泊po 伯bai
埔bu 差ci 差chai 翘qiao 亲qing 仇qiu 区ou 尉yu 厦sha 吁xu 吁yu 圳zhen 莞guan 乐yue 广guang 说shui 家jie 度duo 被pi
屏bing 咳hai 呢ni 吗ma 那na 哪na 阂he 核hu 期ji 其ji 浅jian 稽qi 缉qi 薹tai 蔓wan 炔que 隽jun 徵zhi 遂sui 隧sui
血xie 艾yi 柏bo 扁pian 裨bi 槟bin 颤zhan 澄deng 臭xiu 攒cuan 逮dai 囤dun 坊fang 脯pu 轧ya 咯lo 沓da 糜mei 秘bi
嗯en 拗niu 弄long 疟yao 迫pai 铺pu 沏qi 祭zhai 莎suo 挲suo 刹cha 苫shan 折zhe 厕si 杉sha 煞sha 葚ren 熟shou 遗wei
尾yi 吓he 厦xia 哑ya 殷yan 员yun 涡guo 券xuan 嚼jiao 嚼jue 贾gu 戛ga 冯ping 六lu 露lou 万mo 不fou 覃qin 缪miao
查zha 翟zhai 仔zai 晟cheng 尧yao 种chong 朴piao 洗xian 解jie
"""
_COMBINING_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


@cache
def _readings() -> dict[str, frozenset[str]]:
    """Syllables without tone of every character that the tables know."""
    starts = sorted((row[-1].encode("gb2312"), row[:-1]) for row in _FIRST.split())
    found: dict[str, set[str]] = {}
    for (start, syllable), (end, _) in zip(starts, [*starts[1:], (b"\xd7\xfa", "")], strict=True):
        for code in range(int.from_bytes(start, "big"), int.from_bytes(end, "big")):
            if code & 0xFF in range(0xA1, 0xFF):
                found[code.to_bytes(2, "big").decode("gb2312")] = {syllable}
    for row in _MORE.split():
        found.setdefault(row[0], set()).add(row[1:])
    return {character: frozenset(syllables) for character, syllables in found.items()}


SYLLABLES = frozenset(row[:-1] for row in _FIRST.split()) | {"lo", "yo", "wong", "ei", "m", "n", "ng"}


@lru_cache(maxsize=1 << 12)
def plain_syllable(reading: str) -> str:
    """A syllable without its tone, ü written v.

    >>> plain_syllable("jiān"), plain_syllable("lǜ"), plain_syllable("ZHÈNG")
    ('jian', 'lv', 'zheng')
    """
    bare = unicodedata.normalize("NFD", reading.lower().replace("ɡ", "g")).translate(_COMBINING_TONES)
    plain = unicodedata.normalize("NFC", bare).replace("ü", "v")
    return "".join({"ɑ": "a"}.get(character, character) for character in plain)


def is_syllable(reading: str) -> bool:
    """Whether this is a syllable of Mandarin, with or without its tone.

    >>> is_syllable("jiān"), is_syllable("pdf"), is_syllable("án")
    (True, False, True)
    """
    return plain_syllable(reading) in SYLLABLES


def readings(simplified: str) -> frozenset[str]:
    """Syllables of a simplified character; empty for one that the tables do not know.

    >>> sorted(readings("行")), readings("㐂")
    (['hang', 'xing'], frozenset())
    """
    return _readings().get(simplified, frozenset())
