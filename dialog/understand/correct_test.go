package understand

import "testing"

func TestCorrection(t *testing.T) {
	for _, c := range []struct{ text, slot, newer, old string }{
		{"地址错了,是七星村", "where", "七星村", ""},
		{"地址不对，应该是七星村村口", "where", "七星村村口", ""},
		{"地址写错了是七星村", "where", "七星村", ""},
		{"对了,是7月份开始没发的,不是8月", "", "7月份开始没发的", "8月"},
		{"哦对了,是7月份,不是8月", "when", "7月份", "8月"},
		{"门牌写错了,是21号", "where", "21号", ""},
		{"the landlord is Mr Wong, not Wang", "", "Mr Wong", "Wang"},
		{"my boss is called Zhou, not Chou", "", "Zhou", "Chou"}, {"the landlord is mr wong, not wang", "", "mr wong", "wang"}, {"THE LANDLORD IS MR WONG, NOT WANG", "", "MR WONG", "WANG"},
		{"不是1900是2900", "", "2900", "1900"},
		{"不是1900,是2900", "", "2900", "1900"},
		{"不是1900元,是2900元", "amount", "2900元", "1900元"},
		{"不是一万五 一万二", "amount", "一万二", "一万五"}, {"说错了 不是一万五,一万二", "amount", "一万二", "一万五"},
		{"是2900不是1900", "", "2900", "1900"},
		{"是2900,不是1900", "", "2900", "1900"},
		{"2900,不是1900", "", "2900", "1900"},
		{"不是七星村,是兴学社区", "", "兴学社区", "七星村"},
		{"不是七星村而是兴学社区", "", "兴学社区", "七星村"},
		{"是兴学社区,不是七星村", "", "兴学社区", "七星村"},
		{"改成七星村", "", "七星村", ""},
		{"地址改成七星村", "where", "七星村", ""},
		{"把地址改成七星村", "where", "七星村", ""},
		{"把1900改成2900", "", "2900", "1900"},
		{"电话改为13900000133", "phone", "13900000133", ""},
		{"时间是上周", "when", "上周", ""},
		{"时间应该是上周三", "when", "上周三", ""},
		{"电话是13900000133", "phone", "13900000133", ""},
		{"金额是二千九百三", "amount", "二千九百三", ""},
		{"不好意思说错了,是前天", "when", "前天", ""},
		{"不对,是李四", "", "李四", ""},
		{"1900错了,是2900", "", "2900", "1900"},
		{"名字错了,是王芳", "name", "王芳", ""},
		{"電話錯了,是13900000133", "phone", "13900000133", ""},
		{"应该是七星村", "", "七星村", ""},
		{"对方不是张三,是李四", "who", "李四", "张三"},
		{"時間不對，是上週三", "when", "上週三", ""},
		{"the place is wrong, it's Qixing", "where", "Qixing", ""},
		{"The address is wrong. It should be 12 Renmin Road", "where", "12 Renmin Road", ""},
		{"not 1900, 2900", "", "2900", "1900"},
		{"Jinxing Court is wrong, it's Luobu Garden", "", "Luobu Garden", "Jinxing Court"},
		{"sorry, 2400 was a typo, it should be 4200", "", "4200", "2400"},
		{"I said 2400, it should be 4200", "", "4200", "2400"},
		{"I wrote Chen but I meant Chang", "", "Chang", "Chen"},
		{"2400 should be 4200", "", "4200", "2400"},
		{"not 1900 but 2900", "", "2900", "1900"},
		{"2900 not 1900", "", "2900", "1900"},
		{"it's 2900, not 1900", "", "2900", "1900"},
		{"No, it's Qixing village, not Xingxue", "", "Qixing village", "Xingxue"},
		{"change the address to Qixing village", "where", "Qixing village", ""},
		{"change 1900 to 2900", "", "2900", "1900"},
		{"1900→2900", "", "2900", "1900"},
		{"名字写错了,我叫王芳芳", "name", "王芳芳", ""},
		{"改一下,时间是10月3号", "when", "10月3号", ""},
		{"不,是2900", "", "2900", ""},
		{"地址写错了,不是七星村,是兴学社区", "where", "兴学社区", "七星村"},
		{"no it was 2900", "", "2900", ""},
		{"I said 1900 but it's 2900", "", "2900", "1900"},
		{"my name is not Bob, it's Rob", "name", "Rob", "Bob"},
		{"it's not Qixing, it's Xingxue", "", "Xingxue", "Qixing"},
		{"I meant last week", "when", "last week", ""},
		{"sorry, the time is last week", "when", "last week", ""},
		{"my phone is 13900000133", "phone", "13900000133", ""},
		{"wrong address, it's Qixing village", "where", "Qixing village", ""},
		{"Actually it should be 2,900 yuan", "amount", "2,900 yuan", ""},
		{"Qixing, not Xingxue", "", "Qixing", "Xingxue"},
		{"金额改一下,八千九", "amount", "八千九", ""}, {"金额应该是2,600", "amount", "2,600", ""}, {"not 1,900, 2,900", "", "2,900", "1,900"}, {"8幢不是6幢", "", "8幢", "6幢"}, {"2600打错了,2800", "", "2800", "2600"}, {"对方姓程不姓陈,叫程大勇", "who", "程大勇", "陈"}, {"我不叫周小平,叫周晓萍", "name", "周晓萍", "周小平"}, {"我姓张不姓章", "name", "张", "章"}, {"他叫李思不叫李四", "who", "李思", "李四"}, {"不叫张三叫章三", "", "章三", "张三"},
		{"是21幢,打错了", "", "21幢", ""}, {"21幢才对", "", "21幢", ""}, {"电话是18967912301才对", "phone", "18967912301", ""}, {"写成1900了,应该是2900", "", "2900", "1900"}, {"七星村写成兴学了", "", "七星村", "兴学"}, {"我刚说的时间不对,是前天晚上", "when", "前天晚上", ""},
		{"电话错了一位,应该是13900000123", "phone", "13900000123", ""}, {"手机号更正:13900000123", "phone", "13900000123", ""}, {"哦不,是下范村", "", "下范村", ""}, {"钱写少了,是五千", "amount", "五千", ""},
		{"should be Renmin Road not Jiefang Road", "", "Renmin Road", "Jiefang Road"}, {"the amount should be 2,600", "amount", "2,600", ""}, {"change it to Hubin", "", "Hubin", ""}, {"typo, I meant Baisha", "", "Baisha", ""}, {"that's wrong. It happened on 3 November", "when", "3 November", ""}, {"No I said Shuangxi", "", "Shuangxi", ""},
		{"I gave the wrong number, it's 13900000188", "phone", "13900000188", ""},
		{"my name is wrong, it's Bob Smith", "name", "Bob Smith", ""},
	} {
		got, ok := Correction(c.text, "")
		if !ok || got.Slot != c.slot || got.New != c.newer || got.Old != c.old {
			t.Errorf("%q: got %v %+v, want %q %q %q", c.text, ok, got, c.slot, c.newer, c.old)
		}
	}
	for _, text := range []string{
		"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", "路灯坏了", "不是一天 两天的事", "邻居不是第一次这样了", "这不是第一次了,是第三次", "问题是没人管,都三天了", "小区绿地被改成停车场", "他说错了不认账",
		"对面邻居很吵", "是我邻居打的", "不是", "是的", "不知道", "地址", "钱是他欠我的一直不给,都三个月了", "是不是你们负责", "the street is dark", "it is not fixed", "I am not sure", "the lamp is not working, please fix it",
		"不是我不想还,是真没钱", "不是物业的人,是外面来的人干的", "it's not my fault, it's theirs", "是我家的地,不是他的", "that is wrong", "wrong parking on our street every day", "我打错了电话", "他叫我不要说",
		"he did not pay me", "not yet", "", "1", "not a good neighbour, always shouting at us at night", "是不是地址错了?", "the number of cars is too big", "我不是本地人,在这里打工三年了老板是浙江人",
	} {
		if got, ok := Correction(text, ""); ok {
			t.Errorf("%q is no correction: %+v", text, got)
		}
	}
}
