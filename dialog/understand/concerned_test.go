package understand

import "testing"

func TestToldForSomebody(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"替我邻居报一下路灯坏了", true}, {"帮我妈问问养老金", true}, {"我是替人家反映的", true}, {"代我表姐咨询一下离婚", true}, {"给我爷爷办残疾证", true}, {"替楼上王奶奶说一声", true},
		{"I'm writing on behalf of my neighbour", true}, {"reporting this for my mother", true}, {"asking for a friend", true}, {"I am calling for my uncle", true},
		{"请帮我修一下路灯", false}, {"邻居帮我报了警", false}, {"我帮邻居搬东西砸伤了脚", false}, {"麻烦给我儿子的学校打个电话", false}, {"I am waiting for my neighbour", false}, {"老板替我交的社保不对", false},
	} {
		if got := ForSomebody(c.text, Persons(c.text, "")); got != c.want {
			t.Errorf("%q is told for somebody: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestSomethingWasDoneToThem(t *testing.T) {
	for _, c := range []struct{ text, who string }{
		{"我女儿13岁在学校被同学打了", "女儿"}, {"我弟弟在工地干活,老板欠他八千块", "弟弟"}, {"老板欠我表哥三个月工资", "表哥"}, {"隔壁的狗咬了我孙子", "孙子"}, {"我爸的养老金没发", "爸"}, {"我姨父在厂里摔断了腿", "姨父"}, {"我闺女上初一,被几个男生排挤", "闺女"},
		{"我朋友被老板开除了", "朋友"}, {"我同事的工资被扣了", "同事"}, {"我小舅子干了半年,包工头不给他钱", "小舅子"}, {"有人打了我老婆", "老婆"},
		{"my daughter was bullied at school", "daughter"}, {"The boss owes my brother 8000", "brother"}, {"my friend works there and they never paid him", "friend"}, {"A dog bit my grandson", "grandson"}, {"My nephew, 16, got hurt at the plant", "nephew"},
	} {
		got := ""
		for _, p := range Persons(c.text, "") {
			if p.Role == Concerned && Suffers(c.text, p) {
				got = p.Value
			}
		}
		if got != c.who {
			t.Errorf("%q: done to %q, want %q", c.text, got, c.who)
		}
	}
	for _, text := range []string{"我老公打我", "我弟弟借了我五万不还", "我儿子要结婚", "我邻居天天放音乐,我骂过他", "我朋友借了我钱", "my brother owes me 2000", "my neighbour hit me", "老板被抓了,工资没发"} {
		for _, p := range Persons(text, "") {
			if p.Role == Concerned && Suffers(text, p) {
				t.Errorf("%q: something was done to %q", text, p.Value)
			}
		}
	}
}

func TestChild(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"我女儿13岁在学校被同学打了", true}, {"孙子才八岁", true}, {"我侄子十六岁在厂里打工", true}, {"我儿子上初二,被人勒索", true}, {"妹妹还在读小学", true}, {"我家小孩5个月大", true}, {"外甥女三年级", true},
		{"my 12-year-old son", true}, {"My daughter, 9, was hit", true}, {"our boy is in grade 4", true}, {"my niece is 15 years old", true},
		{"我女儿23岁", false}, {"我妈80岁", false}, {"我儿子三十岁了", false}, {"小学门口路灯坏了", false}, {"我爸爸85岁", false}, {"房子住了13年", false}, {"my son is 25", false}, {"my mother is 80", false}, {"我儿子3月份上班", false}, {"弟弟四十一岁", false},
	} {
		if got := Child(c.text); got != c.want {
			t.Errorf("%q speaks of a child: %v, want %v", c.text, got, c.want)
		}
	}
}
