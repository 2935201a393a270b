package understand

import (
	"strings"
	"testing"
)

// knownPlaces stands in for a town's own list.
func knownPlaces(text string) []Match {
	var ms []Match
	for name, id := range map[string]string{"罗埠镇": "luobu", "七星村": "qixing", "兴学社区": "xingxue", "兴学": "xingxue", "Qixing village": "qixing", "qixing village": "qixing"} {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			ms = append(ms, Match{id, name, from + i, from + i + len(name)})
			from += i + len(name)
		}
	}
	return ms
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"七星村", "qixing"},
		{"在七星村", "qixing"},
		{"上个礼拜六村口桥栏杆断了", "村口桥"}, {"脚骨跌断仔,走勿动路", ""}, {"星期天老祠堂门口", "老祠堂门口"},
		{"户口不在这边能不能上镇小", ""}, {"孩子要上村小", ""}, {"能不能来镇里办", ""}, {"我走到村里问过", ""}, {"下镇的路灯坏了", "下镇"}, {"在上村", "上村"}, {"去上镇村的路", "上镇村"},
		{"派出所来过又开了", ""}, {"派出所上门调解过", ""}, {"派出所对面", "派出所对面"},
		{"address Qixing village 8", "Qixing village 8"},
		{"隔壁吵到半夜,派出所来过又开了", ""}, {"社区上门也没用", ""}, {"村委会来调解过", ""}, {"派出所门口的路灯坏了", "派出所门口"}, {"罗埠派出所对面垃圾没人收", "罗埠派出所对面"}, {"兴学社区来了好多外地人", "xingxue"},
		{"学院路跟环城路交叉口", "学院路跟环城路交叉口"}, {"解放路和人民路路口", "解放路和人民路路口"}, {"Qixing village, near the post office", "Qixing village, near the post office"}, {"Qixing village, near my heart", "qixing"},
		{"i live in sunshine garden building 3", "sunshine garden building 3"}, {"at happy home estate for a week", "happy home estate"}, {"in green lake community block 4", "green lake community block 4"}, {"lamp out on jianshe road", "jianshe road"},
		{"it is very dark road", ""}, {"dogs bark in old village", ""}, {"we want vegetable garden", ""}, {"people shout in the street", ""},
		{"out near the primary school in Yangcun", "near the primary school in Yangcun"}, {"garbage behind the market in Shangxi since May", "behind the market in Shangxi"}, {"The bridge in Dongtou is broken", "bridge in Dongtou"}, {"12 Renmin Road, Yangbu", "12 Renmin Road, Yangbu"},
		{"lights out near the school in November", "near the school"}, {"hole near the school, Wang told me", "near the school"}, {"near the school in Zhang San's car", "near the school"},
		{"Yiwu road 88, Luobu", "Yiwu road 88, Luobu"}, {"Renmin Road 12 was flooded", "Renmin Road 12"}, {"Renmin Road 3 days ago", "Renmin Road"}, {"near Luobu industrial zone", "near Luobu industrial zone"},
		{"I live in Dahu in the old primary school", "Dahu in the old primary school"}, {"we live in Fontana 27, no food", "Fontana 27"}, {"I live in Qixing village", "qixing"}, {"roof leaks, block 5 Sunshine Garden", "block 5 Sunshine Garden"}, {"noise all night, xinhua road", "xinhua road"}, {"the rubbish, very dark road", ""},
		{"Qixing village 5 group", "Qixing village 5 group"},
		{"in Qixing village 8 lamps are out", "qixing"},
		{"Qixing village 3 days ago", "qixing"},
		{"me, wife and baby in one room 12m2", ""},
		{"在七星村那边", "qixing"},
		{"七星村里的路灯坏了", "qixing"},
		{"罗埠镇七星村", "qixing"},
		{"七星村村口塘边", "七星村村口塘边"},
		{"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", "兴学社区门口"},
		{"兴学社区3幢2单元502室", "兴学社区3幢2单元502室"},
		{"人民路12号3幢2单元502室漏水", "人民路12号3幢2单元502室"},
		{"我家住在和平小区5幢", "和平小区5幢"},
		{"东阳村桥头路灯坏了", "东阳村桥头"},
		{"学校门口有个坑", "学校门口"},
		{"中心小学对面垃圾没人收", "中心小学对面"},
		{"位于建设路与解放路交叉口", "建设路与解放路交叉口"},
		{"我家门口的路灯不亮", "我家门口"},
		{"菜市场旁边臭死了", "菜市场旁边"},
		{"村口的路灯坏了", "村口"},
		{"老板跑路了", ""}, {"想往上加一层", ""}, {"我家就一层平房", ""}, {"水烧开一层白沫", ""}, {"在一层大厅", "一层大厅"}, {"广场舞太吵", ""}, {"农村医保怎么交", ""}, {"小学生过不去", ""}, {"不晓得叫啥路", ""}, {"每天夜里弄到一两点", ""}, {"小学门口太暗", "小学门口"}, {"农场村的路灯", "农场村"},
		{"金义新区那个工地扎钢筋", "金义新区|工地"}, {"那株大樟树压到电线了", "大樟树"},
		{"三楼漏水", "三楼"},
		{"请修护一下和平路的护栏", "和平路"}, {"拆除解放街52号门口的铁门", "解放街52号门口"}, {"请求查处塘沿村后山的作坊", "塘沿村后山"}, {"回龙村的路灯坏了", "回龙村"}, {"健身房跑路了", ""}, {"公司若上市能分多少", ""}, {"从法院买了一栋楼房", ""}, {"A市银星路12号", "A市银星路12号"}, {"我住一栋", "一栋"}, {"孩子要上幼儿园", ""}, {"小孩想读小学", ""}, {"电动机线路接触不良", ""},
		{"502室太吵", "502室"},
		{"金华市婺城区罗埠镇兴学社区", "金华市婺城区罗埠镇兴学社区"},
		{"我们小区门口", "我们小区门口"},
		{"下王村12号后面", "下王村12号后面"},
		{"昨晚有人在河边倒垃圾", "河边"},
		{"長安街路口", "長安街路口"},
		{"幸福路上的路灯全灭了", "幸福路"},
		{"山下畈村", "山下畈村"},
		{"上班路上摔了一跤", ""},
		{"化工厂旁边的河水变黑了", "化工厂旁边"},
		{"人民路和解放路路口撞了", "人民路和解放路路口"},
		{"对面工地半夜施工", "对面工地"},
		// no places
		{"路灯坏了", ""},
		{"村干部不管", ""},
		{"12号晚上", ""},
		{"医药费1900元没给", ""},
		{"电话号码是13900000122", ""},
		{"楼上邻居太吵", ""},
		{"说了八百遍没人管", ""},
		{"三个月没发工资", ""},
		{"老板拖欠工资", ""},
		{"孩子不想上学", ""},
		{"罗埠花园8幢楼上王强家装修", "罗埠花园8幢"}, {"我爸85了走不动路,社保卡过期", ""}, {"走投无路了", ""}, {"是政府不", ""}, {"政府工作人员态度不好", ""}, {"派出所不管这事", ""}, {"找村委会说过没用", ""}, {"超市卖过期的奶", ""}, {"三月初三庙会上被打", ""}, {"派出所门口的灯坏了", "派出所门口"},
		{"就罗埠大桥下来那个红绿灯", "罗埠大桥下来那个红绿灯"}, {"七星村进去的池塘", "七星村进去的池塘"}, {"七星村下来人了", "qixing"}, {"小学后面的鱼塘 边上一点栏杆都没有", "小学后面的鱼塘"}, {"小学后面的鱼塘 边上", "小学后面的鱼塘 边"},
		{"七星村最里头那家", "七星村最里头那家"}, {"村东头第三家", "村东头第三家"}, {"七星村那家厂欠我钱", "qixing"}, {"喺七星村個塘邊", "七星村個塘邊"}, {"双溪村老祠堂背后那口井边上", "双溪村老祠堂背后那口井边"}, {"枫塘村里的那座石桥边", "枫塘村里的那座石桥边"}, {"下范村靠河那排房子", "下范村靠河那排房子"},
		{"和平花园12-3-402", "和平花园12-3-402"}, {"电话0579-1234567在七星村", "qixing"}, {"小区东门保安亭旁边", "小区东门保安亭旁边"}, {"下王村老年食堂门口", "下王村老年食堂门口"}, {"七星村村口小店边上", "七星村村口小店边"}, {"G330国道边上加油站对面", "G330国道边上加油站对面"}, {"七星村和西姜村交界处", "七星村和西姜村交界处"},
	} {
		var got []string
		for _, f := range Places(c.text, knownPlaces, Chinese) {
			got = append(got, f.Value)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %q, want %q", c.text, g, c.want)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"near the school gate", "near the school gate"}, {"near the school gate in ", "near the school gate"},
		{"The light is broken at 12 Renmin Road", "12 Renmin Road"},
		{"in Qixing village", "qixing"},
		{"Rubbish by the bridge in Qixing village", "by the bridge in Qixing village"},
		{"by the bridge", "by the bridge"},
		{"someone dumped rubbish behind the market", "behind the market"},
		{"Building 3, Unit 2, Room 502", "Building 3, Unit 2, Room 502"},
		{"The streetlight outside my house is out", "outside my house"},
		{"on Jianshe Street opposite the hospital", "Jianshe Street opposite the hospital"},
		{"at the village hall", "village hall"}, {"dog bit me yesterday at the market, cost me 860", "market"}, {"the market is loud", ""}, {"at a market", ""}, {"lost my card in the market", ""}, {"in the house", ""},
		{"No. 12 Renmin Road", "No. 12 Renmin Road"},
		// no places
		{"the light is broken", ""},
		{"my boss owes me 1900 yuan", ""},
		{"it happened on Tuesday", ""},
		{"I live with my mother", ""},
		{"the road is dark", ""},
		{"they fight over the old house", ""}, {"a wall fell on my car in Qixing village", "qixing"}, {"the bus never comes", ""}, {"the traffic is terrible", ""}, {"next to the car park", "next to the car park"}, {"our roof is leaking", ""}, {"The lift in Jinxing Court block 3 is stuck", "Jinxing Court block 3"}, {"between the school and the market", "between the school and the market"}, {"in front of my house", "in front of my house"}, {"mould in my flat, Qixing village 4-301", "my flat, Qixing village 4-301"},
	} {
		var got []string
		for _, f := range Places(c.text, knownPlaces, English) {
			got = append(got, f.Value)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %q, want %q", c.text, g, c.want)
		}
	}
}
