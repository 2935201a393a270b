package inbox

import (
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// busyTown lets a few dozen residents write, and agents answer some of them: what
// the pages look like on an ordinary day. It gives the cases in order.
func (w *world) busyTown() []dialog.CaseID {
	w.Helper()
	w.ahead.Add(-int64(26 * time.Hour / time.Second))
	talks := []struct {
		from dialog.Address
		says []string
	}{
		{"sms:+8613900000122", []string{"我在金星服装厂做了三个月,老板欠我9600元工资一直不给"}},
		{"web:a1", []string{"七星村村口塘边的路灯坏了有一个星期了,晚上老人走路看不见"}},
		{"telegram:2003", []string{"My neighbour's air conditioner drips on our balcony in Xingxue community every night. We talked twice, he won't move it.", "Sam 13900000133"}},
		{"web:a2", []string{"老母亲82岁一个人住,腿脚不便,想办高龄补贴,不知道要什么材料", "下徐村", "陈国良 13900000144"}},
		{"sms:+8613900000155", []string{"家里墙裂了一条大缝,下雨天漏水,怕要塌,兴学社区12幢"}},
		{"telegram:2006", []string{"村里去年的账一直没有公开,征地的钱怎么分的也不清楚", "七星村"}},
		{"web:a3", []string{"离婚协议里说好孩子抚养费每月1500,他半年没给了,我能起诉吗"}},
		{"web:a4", []string{"楼上天天半夜吵,说了几次都不听", "兴学社区"}},
		{"sms:+8613900000166", []string{"自来水停了两天了也没人通知", "下徐村"}},
		{"telegram:2009", []string{"The public toilet by the bus stop has had no water since last Tuesday", "Qixing village"}},
		{"web:a5", []string{"人工"}},
		{"web:a6", []string{"门口的垃圾三天没清了,臭得很", "七星村"}},
		{"sms:+8613900000177", []string{"我爸的医保报销卡在哪里了,跑了三趟", "下徐村"}},
		{"web:a7", []string{"邻居盖房占了我家的路,车进不来", "下徐村", "周阿姨"}},
		{"telegram:2012", []string{"我最近总是睡不着,想找人聊聊"}},
		{"web:a8", []string{"小区电梯坏了一周,老人上不去楼", "兴学社区"}},
		{"web:a9", []string{"有人冒充银行让我转了3000块,怎么办"}},
		{"sms:+8613900000188", []string{"村道上有个大坑,骑车摔了好几个人", "七星村"}},
	}
	var cases []dialog.CaseID
	for _, t := range talks {
		id := w.say(t.from, t.says[0])
		cases = append(cases, id)
		for _, text := range t.says[1:] {
			w.say(t.from, text)
		}
		w.finish(t.from, id)
		w.pass(75 * time.Minute)
	}
	desk := handoff.NewDesk(w.book, w.clerk, nil)
	wu := handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}
	li := handoff.Agent{Login: "li", Name: "小李", Role: handoff.RoleAgent}
	act := func(a handoff.Agent, id dialog.CaseID) handoff.Act { return handoff.Act{Agent: a, Case: id} }
	w.must(desk.Reply(w.Context(), act(wu, cases[1]), "收到,我联系电工,明天上午去看。"))
	w.deliver("")
	w.must(desk.Note(w.Context(), act(wu, cases[1]), "电工老周说配件要到周三,先拉一盏临时灯。"))
	w.say("web:a1", "好的,麻烦你们了")
	w.must(desk.Claim(w.Context(), act(li, cases[2])))
	w.must(desk.Reply(w.Context(), act(wu, cases[3]), "陈先生您好,高龄补贴要老人的身份证和户口本,我明天下午上门来拿,您不用跑。"))
	w.must(desk.Claim(w.Context(), act(wu, cases[0])))
	w.must(desk.Reply(w.Context(), act(wu, cases[0]), "您好,我是吴姐。工资条、聊天记录、考勤有没有?拍照发给我就行。"))
	w.deliver("号码停机 / the number is out of service")
	w.must(desk.Close(w.Context(), act(li, cases[9]), dialog.Solved, "Water is back since this morning."))
	w.say("telegram:2009", "1")
	w.must(desk.Close(w.Context(), act(wu, cases[11]), dialog.Solved, "垃圾今天上午已清走,以后每天两次"))
	w.pass(20 * time.Minute)
	w.say("web:b1", "我家隔壁着火了!有人在里面没出来")
	w.say("web:b2", "家里的地")
	lamp := w.hear(dialog.Input{From: "web:a1", Text: "临时灯装在这里行不行", Media: []dialog.Media{{Kind: "photo", Ref: "dot"}}, Pin: &dialog.Pin{Lat: 29.07812, Lon: 119.64751}})
	w.keeps(lamp, dialog.Media{Kind: "photo", MIME: "image/gif"}, dialog.Media{Kind: "photo", MIME: "image/jpeg"})
	w.pass(4 * time.Minute)
	return cases
}

// finish answers the bot until the case is with the agents.
func (w *world) finish(from dialog.Address, id dialog.CaseID) {
	w.Helper()
	for range 9 {
		if w.fold(id).Status != dialog.Collecting {
			return
		}
		talk, err := w.book.Read(w.Context(), from)
		w.must(err)
		if text := "跳过"; talk.State.Open() != dialog.AskConfirm {
			w.say(from, text)
		} else {
			w.say(from, "1")
		}
	}
	w.Fatalf("%s never reaches the agents", id)
}

// longTalk is a case with many words on both sides.
func (w *world) longTalk(n int) dialog.CaseID {
	w.Helper()
	id := w.waits("web:long")
	desk := handoff.NewDesk(w.book, w.clerk, nil)
	wu := handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}
	for i := range n {
		w.must(desk.Reply(w.Context(), handoff.Act{Agent: wu, Case: id}, fmt.Sprintf("第%d次回您:材料已经交到镇里,窗口说还要补一张户口本复印件。", i)))
		w.say("web:long", fmt.Sprintf("第%d次问:什么时候能有结果", i))
	}
	return id
}
