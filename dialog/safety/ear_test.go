package safety

import (
	"strings"
	"testing"
)

// What no cue sees is heard by the ear, and what a guard takes back is not.
func TestListen(t *testing.T) {
	for text, want := range map[string]Kind{
		"瓦房那头火光冲天烧得通红,风往这边刮":                             Fire,
		"i don't deserve to breathe, tonight it ends":    Suicide,
		"天天夜里他拖我下床跪着 我浑身是伤":                              Domestic,
		"he hits me every night":                         Domestic,
		"my son is being beaten by classmates right now": Domestic,
	} {
		if f := Look(text); f.Kind != want {
			t.Errorf("%s: %+v, want %s", text, f, want)
		}
	}
	for _, text := range []string{"您好", "谢谢你们", "1", "好的", "路灯坏了", "我叫张三,13900000122", "七星村村口塘边", "the bin was not emptied", "my name is Li",
		"he hits the gas every night", "He hits the gas every night under my window, Qixing village", "the neighbour beats the drum all night", "my 12-year-old son was beaten by a classmate at school",
		// a long story is no cry: without a word of the danger likeness alone is not enough
		"前年春节我同学跟我借了两万三,写了条子的,后来还了八千,现在还差一万五,人躲起来了",
		"隔壁独居的阿婆前两天摔了一跤,这几天走路都走不稳,儿子在外地,能不能叫人去看看她",
		"我家老房子东边那堵墙,上个礼拜六落大雨以后裂了一条缝,手指头都能伸进去了,想叫人来看看",
		"我下岗了,老婆又查出来尿毒症,一个礼拜透析三次,两个小孩上学,家里实在转不动了,有没有什么补助",
		"请问一保报消怎么办啊,我老妈在金华住院住了半个月,花了三万多",
		"我家后面工地那个塔吊,吊着钢筋就从我们头顶上过,吓死人了",
		"隔壁小陈上个月车祸没了,剩下老婆带两个小的,最大的才六岁,家里米都要借,能不能帮帮她们",
		"我今年七十八了,一个人住,腿不好,买菜烧饭都要爬着去,儿子三年没回来了",
		"我女儿高二了,从国庆到现在不肯去上学,天天锁门里,我说她两句她就哭,我自己也睡不好,有没有老师可以聊聊",
		"我爸中风三年了,瘫在床上,想评个残疾等级拿补贴,又背不到医院去,能上门评吗",
		"我高三,每次考试前手就抖,脑子一片空白,晚上两三点都睡不着,怕考不上对不起爸妈",
		"村里的健身器材都生锈了,上次有个小孩手划破了,换新的行不行",
		"快递柜里的包裹被人拿走了,监控拍到是个老太太",
		"隔壁的桂花树根长到我家地基里来了,地砖都拱起来了",
		"还有养老院那边也停了",
		"杨垄村水塔边上有人乱倒装修垃圾,一车一车的",
		"我老乡在西姜那边工地上摔下来腰断了,住院一个月了,包工头跑得人都找不到,他老婆让我帮着问问",
		"我丈母娘摔断了股骨头,在医院开了刀,新农合能报多少",
		"村里有户人家养蜂,蜜蜂把我孙子叮了个大包",
		"我外婆八十六了自己住在山里,我在宁波,想问问有没有人能上门给她送饭",
		"村里低保名单没有我,隔壁条件好的反而有", "今天就没吃的", "家里没米了,三个孩子,老公住院"} {
		if f := Look(text); f.Card {
			t.Errorf("%s: %+v, want nothing", text, f)
		}
	}
}

// The ear must be trained on what it will hear: every kind has examples.
func TestEarKnowsEveryKind(t *testing.T) {
	have := map[string]int{}
	for _, l := range append(corpus(t, "../corpus/*.tsv"), corpus(t, "*.tsv")...) {
		kind, _, _ := strings.Cut(strings.TrimSuffix(l.want, "+minor"), "/")
		have[kind]++
	}
	for _, m := range kinds {
		if m.kind != Danger && have[string(m.kind)] < 10 {
			t.Errorf("only %d examples of %s", have[string(m.kind)], m.kind)
		}
	}
}
