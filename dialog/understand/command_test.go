package understand

import "testing"

func TestReadCommand(t *testing.T) {
	for want, texts := range map[Command][]string{
		Skip:    {"跳过", "不想留名字,怕麻烦", "电话就不留了", "I'd rather not leave my number", "跳過", "请跳过", "跳过吧", "skip", "Skip please", "SKIP!", "跳国", "先跳过", "不想说", "skp", "rather not say", "/skip"},
		Back:    {"上一步", "退回去一下", "往前退一步", "回到前面", "返回", "back", "go back please", "上一步吧"},
		Repeat:  {"再说一遍", "没看懂", "repeat", "what do you mean?"},
		Restart: {"重来", "不对不对,全部重来吧", "前面说的都不算", "说乱了,重来", "从头说", "重新开始", "restart", "start over", "我要重来", "restrat"},
		Drop:    {"不报了", "算了算了,不报了", "当我没说", "算了不说了,当我没讲", "不说了。不报了", "不想弄了", "算了不报了", "DROP", "cancel", "drop it", "取消", "我不想报了"},
		Why:     {"为什么问", "问这个干啥", "要电话做什么?", "这个也要说?", "为什么要问这个", "why?", "Why do you ask?", "問這個幹嘛", "你问这个做什么"},
		Wait:    {"等一下", "hold on", "我想想"},
		Help:    {"帮助", "help", "怎么用", "who are you?"},
		Status:  {"进度", "进度咋样了", "办好没?", "有没有消息", "STATUS", "查一下进度", "any news?", "any word on that pothole i reported last week?", "is there any update about the lamp we told you about", "statsu", "我的事办得怎么样了?", "上次报的路灯怎么样了", "JH-07-00421-3 进度", "查进度JH-07-00421-3", "any news on my report?", "JH-07-00421-3", "进度怎么样了"},
		Human: {"人工", "我不跟机器讲,叫个活人来", "来个活人跟我讲", "喊个人来", "转人工", "轉人工", "AGENT", "agent", "我要转人工", "麻烦转一下人工", "路灯坏了,转人工吧", "别问了给我转人工", "I want to speak to a person", "can I talk to a human please", "my light is broken AGENT", "找个人跟我说", "你找个真人跟我讲行不", "压力大,转人工", "找你们领导来说", "给我找个管事的人", "我想找个人", "有没有人", "我不要机器人,烦死了", "please connect me to an agent",
			"我说了你也听不懂 给我找个人来 我家的低保被取消了", "给我找个人来", "给我找个人来说", "找个人来说话", "叫你们的人来跟我说", "你们派人来跟我谈", "让你们的人给我回个电话", "换个人来跟我讲", "能不能请个人跟我说", "喊个人出来跟我讲 我的医保卡刷不了",
			"I'd rather talk to somebody", "can I speak with someone please", "Could I please talk with someone about my pension, it stopped in May", "let me speak to somebody in the office", "I would prefer to talk to someone instead", "can somebody call me", "please have someone ring me back", "My pension stopped. I want to speak to someone"},
		Summary:    {"我说了什么", "summary", "what did I say?", "what did I tell you", "你记了些什么"},
		NewMatter:  {"还有一件事", "new", "another matter", "报事"},
		SayEnglish: {"English", "英文", "English please", "sorry, can we continue in English please?", "I don't speak Chinese", "could you write in english, my chinese is bad", "可以用英文吗"},
		SayChinese: {"中文", "请说中文", "chinese", "能不能用中文", "可以讲普通话吗", "I can't read English, Chinese please"},
		MyData:     {"我的数据", "MYDATA", "my data"},
		Erase:      {"删除", "ERASE", "删除我的数据"},
		NotFixed:   {"没好", "NOT FIXED", "还没修好", "it's still broken", "还是不亮", "谢谢没修好", "it's still not fixed", "It still isn't fixed", "it is still not fixed", "it wasn't fixed", "it still doesn't work"},
		Thanks:     {"好的,谢谢,再见", "谢谢", "thank you!", "好的谢谢", "辛苦了", "谢谢啊小兴", "再见"},
		Greeting:   {"你好", "hello", "您好", "Hi there", "在吗?"},
		Stop:       {"退订", "/stop", "STOP"},
		Start:      {"/start"},
		None: {"路灯坏了", "my English teacher did not pay me", "the contract is in Chinese and I signed it", "中文课的老师不退钱", "英文合同看不懂,老板不给工资", "全部重来过一遍还是漏", "这个人当我没说过一样", "修好没多久又坏了", "跟机器讲究什么", "please stop the noise", "help me fix the road", "back door is broken", "start of the road is flooded", "你好,路灯坏了", "找个人来修路灯", "不用转人工", "estate agent keeps my deposit",
			"I need a person who can fix the lamp", "现在没人管", "取消低保是为什么", "we have human rights", "重来没有人管过", "人工湖很臭", "谢谢你们帮我修路灯", "next to the school", "1", "想找个人聊聊心里话", "睡不着,想找人说说话", "不要人工,你帮我记下", "我不懂法律", "张三", "下一个路口", "人工费没给", "the status of the bridge is bad", "路灯怎么样了都不亮", "我家的墙怎么样了我不知道", "好的", "why is the road closed", "stop it", "end of the road",
			"隔壁找人来跟我说要打断我的腿", "他叫人来跟我讲价钱", "水管爆了,找个人来修", "路灯坏了,叫个人来看看", "给我找个人来修下水管", "能不能找个人来把路灯修好", "我心里难受,想找个人来说说话", "叫人来说理他们不听",
			"I don't want to talk to someone", "he refuses to talk to somebody about the wall", "I spoke to someone last week about the light", "my neighbour wants to talk to someone from the court", "I feel so low, I want to talk to someone", "can someone repair the light", "someone called me from an unknown number"},
	} {
		for _, text := range texts {
			if got, _ := ReadCommand(text, "", Telegram); got != want {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
	}
}

func TestSMSKeywords(t *testing.T) {
	for want, texts := range map[Command][]string{
		Stop:  {"STOP", "stop", " Stop. ", "CANCEL", "END", "QUIT", "STOPALL", "UNSUBSCRIBE", "REVOKE", "OPTOUT", "TD", "T", "退订", "退訂", "ARRET"},
		Start: {"START", "UNSTOP"},
		Help:  {"HELP", "INFO", "帮助", "幫助"},
		None:  {"please stop the noise", "stop the noise", "end of the road is dark", "T恤被偷了", "stop it now"},
		Drop:  {"DROP", "不报了"},
	} {
		for _, text := range texts {
			if got, _ := ReadCommand(text, "", SMS); got != want {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
	}
}

func TestCommandRest(t *testing.T) {
	for _, c := range []struct {
		text string
		cmd  Command
		rest string
	}{
		{"跳过,我不想说", Skip, "我不想说"},
		{"重来。我家路灯坏了", Restart, "我家路灯坏了"},
		{"上一步 地址写错了", Back, "地址写错了"},
		{"还有一件事:垃圾没人收", NewMatter, "垃圾没人收"},
		{"Not fixed, it went out again", NotFixed, "it went out again"},
		{"skip", Skip, ""},
		{"路灯坏了,转人工", Human, "路灯坏了,转人工"},
		{"路灯坏了", None, "路灯坏了"},
	} {
		if cmd, rest := ReadCommand(c.text, "", Web); cmd != c.cmd || rest != c.rest {
			t.Errorf("%q: got %q %q, want %q %q", c.text, cmd, rest, c.cmd, c.rest)
		}
	}
}
