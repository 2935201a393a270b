package understand

import (
	"strings"
	"testing"
)

func TestPersons(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", "张三/other"},
		{"被张三撞了", "张三/other"},
		{"the neighbor above, Mr. Tao, makes holes in the wall", "neighbor above, Mr. Tao/other/neighbour"},
		{"一个骑三轮的老头把我家孩子撞倒了", "骑三轮的老头/other/stranger|孩子/concerned/family"}, {"骑电动车的小伙子撞了我妈", "骑电动车的小伙子/other/stranger|妈/concerned/family"}, {"开面包车的不肯赔", "开面包车的/other/stranger"}, {"开三轮车的时候路灯没亮", ""},
		{"我在鑫达五金干了三年", "鑫达五金/other/company"}, {"我在宏达制衣上班,工资没发", "宏达制衣/other/company"}, {"我在五金店干了三年", ""}, {"在杭州打工三年了", ""},
		{"I work at Hongda Toys, they pay late", "Hongda Toys/other/company"}, {"I worked for Jinxing Logistics", "Jinxing Logistics/other/company"}, {"I work at night", ""}, {"look at Renmin Road", ""},
		{"i work for golden star hotel", "golden star hotel/other/company"}, {"i work for a big hotel", ""}, {"i work at the hotel", ""},
		{"My flatmate left without paying", "flatmate/other/colleague"}, {"I lent 15k to my cousin in March", "cousin/other/family"}, {"I am a contractor and he won't pay", ""}, {"我是送外卖的,站长不认", ""}, {"fired for being pregnant, Lanxi Foods", "Lanxi Foods/other/company"}, {"驾校不退钱", "驾校/other/company"}, {"交完钱培训班就没影了", ""}, {"洗衣店把我衣服洗坏了", "洗衣店/other/company"},
		{"my landlord, Mr Chen, keeps the deposit", "landlord, Mr Chen/other/landlord"},
		{"my landlord, who lives in Hangzhou, keeps the deposit", "landlord/other/landlord"},
		{"worked 22 days at Happy Bee nursery as cleaner", "Happy Bee nursery/other/company"},
		{"boss of Golden Dragon hotpot not pay me", "boss of Golden Dragon hotpot/other/employer"},
		{"the property company of Jinxing Court charges twice", "property company/other/property"},
		{"bought it from the shop Star Digital at Renmin Road", "Star Digital/other/company"},
		{"养老金没发", ""},
		{"问下养老金,杨村", ""},
		{"王小明欠我5000块", "王小明/other"},
		{"邻居老王天天晚上打牌", "邻居老王/other/neighbour"},
		{"包工头李某拖欠工资", "包工头李某/other/employer"},
		{"房东王女士不退押金", "房东王女士/other/landlord"},
		{"老板不给工资", "老板/other/employer"},
		{"隔壁半夜装修", "隔壁/other/neighbour"},
		{"楼上邻居漏水", "楼上邻居/other/neighbour"},
		{"物业不管电梯", "物业/other/property"},
		{"村干部优亲厚友", "村干部/other/official"},
		{"金星服装厂拖欠三个月工资", "金星服装厂/other/company"},
		{"我婆婆84岁瘫痪在床", "婆婆/concerned/family"},
		{"我妈要办医保", "妈/concerned/family"},
		{"我老公打我", "老公/other/family"},
		{"被老公打了", "老公/other/family"},
		{"跟老公吵架", "老公/other/family"},
		{"帮邻居报一下", "邻居/concerned/neighbour"},
		{"李师傅家的狗咬人", "李师傅/other"},
		{"老陈占了我家地", "老陈/other"},
		{"我叫王芳", ""},
		{"路灯坏了", ""},
		{"马路上有个坑", ""},
		{"许多人反映高空抛物", ""},
		{"周三晚上停电", ""},
		{"小区垃圾没人收", ""},
		{"隔壁村的路", ""},
		{"钱没给", ""},
		{"張三撞了我", "張三/other"},
		{"儿媳妇不让我看孙子", "儿媳妇/other/family|孙子/concerned/family"},
		{"高利贷天天上门", ""},
		{"借给表弟六万块钱一直不还", "表弟/other/family"}, {"前天李四的三轮车撞了我", "李四/other"}, {"三楼王阿姨家往下滴水", "王阿姨/other"}, {"姓周的那家天天放鞭炮", "姓周的/other"}, {"工程是鸿泰建筑公司包的", "鸿泰建筑公司/other/company"},
		{"想咨询心理老师", ""}, {"要找医生看病没钱", ""}, {"村支书老钱把山卖了", "村支书老钱/other/official"}, {"隔壁张家砌墙", "隔壁张家/other/neighbour"}, {"老板钱富贵欠我们工钱", "老板钱富贵/other/employer"}, {"老板钱不给", "老板/other/employer"}, {"罗埠镇上的人都知道", ""}, {"村里王奶奶一个人住", "王奶奶/concerned"}, {"昨天下午,王桂花把我的菜拔了", "王桂花/other"},
		{"昨天路面塌了一块", ""}, {"前天高压线掉下来了", ""}, {"门口石板碎了", ""}, {"市场金鱼摊占道", ""}, {"早上时间太早了敲门", ""}, {"下午白车停在消防通道", ""}, {"叫了修车师傅", ""},
		{"my sister in law and me fight over the house", "sister in law/other/family"}, {"Mr. Zhao next door dumps water", "Mr. Zhao/other"}, {"Old Zhou's dog bit me", "Old Zhou/other"}, {"Zhang San's truck hit my wall", "Zhang San/other"}, {"I lent my cousin 3000", "cousin/other/family"}, {"I need to see a doctor", ""}, {"Old Street is dark", ""},
		{"my landlord Mr Li keeps the deposit", "landlord Mr Li/other/landlord"},
		{"My boss owes me 1900", "boss/other/employer"},
		{"老板叫周大海,欠我工资", "老板周大海/other/employer"}, {"老板的名字叫陈大发", "老板陈大发/other/employer"}, {"包工头名叫老魏", "包工头老魏/other/employer"}, {"房东叫买买提·艾力", "房东买买提·艾力/other/landlord"}, {"老板叫我滚", "老板/other/employer"}, {"老板叫人打我", "老板/other/employer"}, {"房东是个女的", "房东/other/landlord"},
		{"隔壁独居的陈奶奶三天没出门", "陈奶奶/concerned/neighbour"}, {"楼上邻居家里新搬来的老魏天天敲墙", "老魏/other/neighbour"}, {"隔壁家的狗叫", "隔壁家/other/neighbour"},
		{"替我邻居报一下路灯坏了,他叫老周", "邻居/concerned/neighbour|老周/concerned"}, {"老板不发工资,他叫老周", "老板/other/employer|老周/other"},
		{"my boss is called Zhou Dahai", "boss Zhou Dahai/other/employer"}, {"The landlord is Mr Wong", "landlord Mr Wong/other/landlord"}, {"the foreman's name is Old Wei", "foreman Old Wei/other/employer"}, {"my neighbour, named Zhang San, dumps rubbish", "neighbour Zhang San/other/neighbour"}, {"The boss is Chinese", "boss/other/employer"}, {"my landlord is OK", "landlord/other/landlord"},
		{"the neighbour upstairs is loud", "neighbour/other/neighbour"}, {"hotpot place downstairs smells all day", "hotpot place downstairs/other/company"}, {"the bar next door plays music till 3", "bar next door/other/company"}, {"a quiet place downstairs is what I want", ""}, {"I went to the shop below", ""}, {"kitchen floor upstairs", ""},
		{"Golden Star factory has not paid us", "Golden Star factory/other/company"},
		{"Zhang San hit me", "Zhang San/other"},
		{"I was hit by Zhang San yesterday", "Zhang San/other"},
		{"my mother is 80 and cannot walk", "mother/concerned/family"},
		{"my husband hits me", "husband/other/family"},
		{"Mr Wang took my money", "Mr Wang/other"},
		{"My name is Bob Smith", ""},
		{"The light is broken", ""},
		{"Renmin Road is dark", ""},
	} {
		var got []string
		for _, p := range Persons(c.text, "") {
			g := p.Value + "/" + string(p.Role)
			if p.Relation != "" {
				g += "/" + p.Relation
			}
			got = append(got, g)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %q, want %q", c.text, g, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct {
		text   string
		answer bool
		want   string
	}{
		{"我叫买买提·艾力 13900000199", false, "买买提·艾力"}, {"我叫阿卜杜拉·买买提,七星村路灯坏了", false, "阿卜杜拉·买买提"}, {"阿依古丽·买买提电话13900000199", true, "阿依古丽·买买提"},
		{"我叫阿依古丽,七星村的", false, "阿依古丽"}, {"我叫努尔买买提", false, "努尔买买提"}, {"扎西多吉 13900000199", true, "扎西多吉"}, {"古丽巴哈尔", true, "古丽巴哈尔"}, {"我叫扎西", false, "扎西"}, {"我叫次仁卓玛电话13900000199", false, "次仁卓玛"}, {"我叫沙马阿呷", false, "沙马阿呷"},
		{"Mr Wong", true, "Mr Wong"}, {"I'm Old Xu, the light is out", false, "Old Xu"}, {"I'm old and sick", false, ""}, {"I'm Mr Wong", false, "Mr Wong"}, {"Mr. Wong, 13900000122", true, "Mr. Wong"}, {"This is Mrs Lee", false, "Mrs Lee"}, {"Mrs. Patricia Lee 13900000122", true, "Mrs. Patricia Lee"},
		{"水沟堵了 我是东竹村六组老余", false, "老余"}, {"我是在七星村王老板那里做的", false, ""}, {"我是龙人听不见 不要打电话", false, ""}, {"我叫王芳", false, "王芳"}, {"我叫王芳,住七星村", false, "王芳"}, {"我姓李", false, "李"}, {"叫我老陈", false, "老陈"}, {"我是王女士", false, "王女士"}, {"我叫王芳电话13900000122", false, "王芳"},
		{"我叫欧阳小红", false, "欧阳小红"}, {"姓名:王芳", false, "王芳"}, {"叫我阿芳就行", false, "阿芳"}, {"路灯坏了,我叫李明", false, "李明"}, {"我叫王芳,13900000122", true, "王芳"},
		{"My name is Bob Smith", false, "Bob Smith"}, {"I'm Bob Smith, phone 13900000122", false, "Bob Smith"}, {"call me Bob", false, "Bob"}, {"this is Mary Jones", false, "Mary Jones"},
		{"我是楼下小王 13600002222", true, "小王"}, {"我是村东头老陈,13600002222", true, "老陈"}, {"我是三楼的张阿姨", true, "张阿姨"}, {"我是对门李建国", true, "李建国"}, {"我是楼下的", true, ""}, {"我是楼下邻居", true, ""},
		{"我是邻居老何,13175790011", true, "老何"}, {"我是她儿子方志强", true, "方志强"}, {"我是他家隔壁的小周", true, "小周"}, {"我是她女儿", true, ""}, {"我是儿子 何伟 13812341111", false, "何伟"}, {"我是女儿,叫徐梅", false, "徐梅"}, {"我是儿子", true, ""}, {"我是儿子 没时间", false, ""}, {"我是邻居,姓何", true, "何"}, {"13777900066,姓水", true, "水"}, {"还是留一个吧,13857955555,姓乌", false, "乌"}, {"我姓乌", false, "乌"}, {"老板姓乌", false, ""}, {"我姓什么不重要", false, ""}, {"可能", true, ""}, {"等会儿", true, ""}, {"打错一位,是13867900056", true, ""},
		{"王芳", true, "王芳"}, {"王芳 13900000122", true, "王芳"}, {"王芳13900000122", true, "王芳"}, {"13900000122 王芳", true, "王芳"}, {"王女士", true, "王女士"}, {"老陈", true, "老陈"}, {"Bob Smith", true, "Bob Smith"}, {"bob", true, "bob"}, {"Bob, 13900000122", true, "Bob"},
		{"王芳,电话13900000122", true, "王芳"}, {"小红", true, "小红"}, {"李", true, "李"}, {"我是王芳", true, "王芳"}, {"陳大文", true, "陳大文"},
		{"姜水根,手机1 3 9 5 7 9 8 8 7 6 6", true, "姜水根"}, {"姜水根,139579887", true, "姜水根"}, {"就写小陈吧", true, "小陈"}, {"姓李名叫李文秀", true, "李文秀"}, {"对方姓程不姓陈,叫程大勇", true, ""}, {"王建国13900000001微信同号", true, "王建国"}, {"就叫我阿来吧", true, "阿来"}, {"我是七星村的刘建国", false, "刘建国"}, {"请叫我小周", false, "小周"},
		{"you can use my name, Li Ming", false, "Li Ming"}, {"David, wechat only", true, "David"}, {"keep my name from him", false, ""}, {"my dad, name is Fan Youcai", false, "Fan Youcai"}, {"dad name is Fan Youcai", false, ""},
		// no names
		{"王芳", false, ""}, {"Bob Smith", false, ""}, {"他叫张三", false, ""}, {"老板叫李四", false, ""}, {"我是本地人", false, ""}, {"I'm angry", false, ""}, {"I am very tired", false, ""}, {"This is urgent", false, ""}, {"I'm Chinese living here", false, ""},
		{"罗埠街上", true, ""}, {"上头 601", true, ""}, {"后面", true, ""}, {"叫什么我弗晓得 姓蒋好像", true, ""}, {"好像姓蒋", false, ""}, {"上官婉儿", true, "上官婉儿"},
		{"跳过", true, ""}, {"不想说", true, ""}, {"匿名", true, ""}, {"skip", true, ""}, {"no", true, ""}, {"不知道", true, ""}, {"13900000122", true, ""}, {"路灯坏了", true, ""}, {"为什么问", true, ""}, {"好的", true, ""}, {"why?", true, ""}, {"我叫你来修", false, ""}, {"我是张三的邻居", false, ""},
		{"叫我转钱", false, ""}, {"他叫我走", false, ""}, {"老板叫我滚", false, ""}, {"我老婆叫我不要管", false, ""}, {"我是外地来的打工的", false, ""}, {"I am Wang Fang's daughter", false, ""},
	} {
		got, ok := Name(c.text, c.answer)
		if ok != (c.want != "") || got.Value != c.want {
			t.Errorf("%q answer=%v: got %q %v, want %q", c.text, c.answer, got.Value, ok, c.want)
		}
	}
}

func TestWish(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"路灯坏了,希望早点修好。谢谢", "早点修好"},
		{"要求赔偿医药费1900元", "赔偿医药费1900元"},
		{"请派人来看看", "请派人来看看"},
		{"能不能帮忙把垃圾清掉?", "能不能帮忙把垃圾清掉"},
		{"想让他把钱还我", "想让他把钱还我"},
		{"I want my deposit back.", "my deposit back"},
		{"The light is out, please fix it soon", "please fix it soon"},
		{"請幫忙修一下", "請幫忙修一下"},
		{"能给我换个电表吗", "能给我换个电表吗"}, {"帮我邻居李婆婆报一下", ""}, {"我在姑姑家帮忙装修,锯到了手", ""}, {"邻居帮我叫了救护车", ""}, {"能不能来人帮忙抬一下", "能不能来人帮忙抬一下"}, {"I want to stay anonymous", ""}, {"I want to report a broken lamp", ""},
		{"希望拿回押金,房东说要等到过年", "拿回押金"}, {"请修好护栏,并补种两棵树", "请修好护栏,并补种两棵树"}, {"请领导,管一管夜里的卡车", "请领导,管一管夜里的卡车"}, {"我要求修电梯,都坏一个月了", "修电梯"},
		{"I want my deposit back, he says after new year", "my deposit back"}, {"please my house fell down", ""}, {"I want 1,900 back, and an apology", "1,900 back, and an apology"},
		{"路灯坏了", ""},
		{"没希望了", ""},
		{"希望小学门口", ""},
		{"老板要求我加班", ""},
		{"请问怎么办医保", ""},
		{"please", ""},
	} {
		if got, ok := Wish(c.text, ""); got.Value != c.want || ok != (c.want != "") {
			t.Errorf("%q: got %q %v, want %q", c.text, got.Value, ok, c.want)
		}
	}
}
