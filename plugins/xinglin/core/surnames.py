"""Chinese surnames, to tell a name in brackets from a remark in brackets.

The common single-character surnames of the Ministry of Public Security's yearly name reports and the classical list
(百家姓), in both scripts where they differ, and the compound ones still in use.
"""

SINGLE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池"
    "乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易"
    "慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相"
    "查后荆红游竺权逯盖益桓公岳朴征闫付代仝仉覃丘辜滑种涂"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張孔嚴魏謝鄒竇雲蘇範魯韋馬鳳費賀湯滕羅畢鄔樂時傅齊顧黃蕭談龐紀項蓝閔強賈婁顏駱萬盧經繆應"
    "鄧單諸鈕龔陸榮儲車寧甘厲劉葉龍葉韶薊懷從鄂賴藺喬陰蒼雙聞黨譚勞申卻邊農溫莊閻連習魚嚮古終滿國廣東歐師鞏聶簡饒曾養"
    "須豐關後紅遊權蓋嶽徵鍾"
)
COMPOUND = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙", "公孫",
     "慕容", "令狐", "长孙", "長孫", "宇文", "司徒", "司空", "端木", "南宫", "南宮", "西门", "西門", "独孤", "獨孤"}
)  # fmt: skip


def is_name(text: str) -> bool:
    """True when ``text`` has the form of a Chinese personal name: a surname and one or two characters more."""
    if text[:2] in COMPOUND:
        has_length = 3 <= len(text) <= 4
    else:
        has_length = 2 <= len(text) <= 3 and text[0] in SINGLE
    return has_length and all("\u4e00" <= character <= "\u9fff" for character in text)
