package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog/pattern"
)

// nowhere are the parts of places that every village has; a place made of nothing
// else could be anywhere. Longer ones stand before shorter ones.
var nowhere = []string{
	"楼上楼下", "上下楼", "左邻右舍", "老宅基地", "文化礼堂", "文化广场", "健身广场", "健身器材", "老年活动中心", "老年活动室", "活动中心", "篮球场", "大会堂", "小广场", "大广场", "小公园", "祠堂", "凉亭", "麻将馆", "村委", "饭店", "饭馆", "老年食堂", "公租房", "廉租房", "安置房", "超市", "药店", "快递站", "驿站", "诊所", "卫生室", "棋牌室", "网吧", "食堂", "大樟树", "樟树", "小店", "小卖部", "小学", "中学", "幼儿园", "这段路", "那段路", "段路", "斜对面", "对面", "门前", "屋前", "屋后", "宅基地", "自留地", "承包地", "承包田", "菜园子", "菜园", "菜地", "果园", "机耕路", "楼梯间", "楼梯口", "排水沟", "整栋楼", "单元门", "老宅", "老屋", "祖屋", "鱼塘", "池塘", "水塘", "水库", "田里", "田边", "田头", "地里", "山上", "山脚",
	"东边", "西边", "南边", "北边", "东侧", "西侧", "南侧", "北侧", "前面", "后面", "左边", "右边", "过道", "走廊", "车棚", "楼梯", "小路", "大路", "土路", "泥路", "水泥路", "马路", "村道", "水渠", "水沟",
	"地下车库", "红绿灯", "信号灯", "斑马线", "电梯间", "地下室", "出租屋", "卫生间", "电梯", "车库", "房间", "卧室", "教室", "车里", "车上", "天花板", "老房子", "菜市场", "小区", "社区", "门口", "楼上", "楼下", "楼道", "公园", "路上", "街上",
	"桥上", "桥下", "桥边", "桥", "路口", "村口", "旁边", "附近", "单元", "外面", "里面", "这里", "这边", "那边", "学校", "医院", "工地", "房子", "广场",
	"菜场", "市场", "桥头", "厕所", "厨房", "客厅", "阳台", "屋顶", "院子", "宿舍", "公司", "我们", "咱们", "隔壁", "路边",
	"河边", "塘边", "阿拉", "我", "咱", "俺", "他", "她", "家", "里", "的", "村", "路", "街", "厂", "楼", "栋", "幢", "在", "这", "那", "处", "上", "下", "边",
}

// nowhereEn are English words that name no place.
var nowhereEn = []string{
	"in", "at", "on", "over", "near", "by", "next", "to", "front", "of", "behind", "outside", "inside", "the", "a", "our", "my", "his", "her", "their", "this", "that",
	"building", "flat", "apartment", "house", "home", "road", "street", "village", "estate", "lift", "elevator", "basement", "garage", "bedroom", "classroom", "car", "community", "gate", "corner", "bridge", "park", "school",
	"hospital", "market", "shop", "factory", "site", "public", "housing", "room", "stairs", "stairwell", "corridor", "bathroom", "kitchen", "roof", "yard",
	"toilet", "toilets", "bath", "sink", "drain", "door", "entrance", "area", "neighbourhood", "neighborhood", "place", "here", "there", "dorm", "dormitory", "whole", "old", "rented", "upstairs", "downstairs", "floor",
	"office", "pension", "bank", "bureau", "counter", "mahjong", "noodle", "parlour", "parlor", "rental", "new", "small", "big", "shared", "own", "tiny", "ground", "residential", "student", "entire", "balcony", "hallway", "hall", "ceiling", "wall", "staircase", "stairway", "block",
	"cycle", "bike", "bicycle", "lane", "path", "footpath", "pavement", "sidewalk", "pedestrian", "crossing", "zebra", "kerb", "curb",
}

// homeZh and homeEn are somebody's home: 我家门口, 老李家屋后, not 李家村 or 江南家园. Whoever
// looks after many villages does not know whose home that is.
var (
	homeZh = pattern.MustCompile(`(?:我|咱|俺|我们|咱们|自己|他|她|他们)(?:的)?家|(?:邻居|隔壁|[老小阿]\p{Han}|\p{Han}(?:大爷|大妈|奶奶|爷爷|阿婆|阿姨|叔))(?:的)?家(?:$|[^园村庄弄塘湾桥店])|^家(?:门|里|中|前|后)|^(?:自家|我屋|我房|我田|我老家|老家)|^(?:我|咱|俺|我们|咱们|自己|自家)(?:的|家)?(?:小?店|店铺|店面|铺子|摊子|摊位|厂子?|公司)(?:$|[里外前后旁边门口上面隔壁对的 ])`)
	homeEn = pattern.MustCompile(`(?i)\b(?:my|our|his|her|their|your|neighbou?r'?s|grandma's|grandpa's|mother's|father's|parents'?) (?:[\w']+ ){0,2}(?:house|home|place|yard|garden|roof|kitchen|door|doorstep|gate|flat|apartment|building|block|room|bathroom|field|land|plot|wall|window|fence|courtyard|balcony|garage|stairwell)\b|\bat home\b`)
)

// settledZh and settledEn are a village, estate or street with a name; everyday words for
// roads and villages are taken out before.
var (
	settledZh = pattern.MustCompile(`[\p{Han}A-Za-z0-9](?:村|社区|小区|花园|花苑|家园|公寓|山庄|苑|庄|镇|乡|路|街|弄|巷|大道)`)
	settledEn = pattern.MustCompile(`(?i)\b([a-z]+) (?:village|road|street|lane|avenue|estate|garden|gardens|community|town|court|mansion)\b`)
	anyRoad   = pattern.MustCompile(`我们|咱们|自然村|村[口头里边东西南北前后中]|[路街巷弄][口头上边旁里]|马路|水泥路|柏油路|石子路|石板路|机耕路|土路|泥路|[小大老新主]路|[这那][条个座]?[路街村桥]|[前后旁对这那]边的?路|门[口前]的?[路街]|[我咱俺这那全本][村镇乡路街]|的[村镇乡路街弄巷]`)
	// everydayVillage is a village whose name is an everyday word.
	everydayVillage = pattern.MustCompile(`(?:桥头|市场|广场|祠堂|凉亭|[东西南北]边|[上下里外塘河])村`)
	// unitAlone is a house, floor or room without its street or estate.
	unitAlone = pattern.MustCompile(`(?i)(?:[0-9]+|[一二三四五六七八九十]+)(?:幢|栋|号楼|单元|楼|层|室|号)|\b(?:building|block|bldg|number|no\.?|unit|flat|apartment|room|floor)\s*(?:no\.?\s*)?[0-9]+[a-z]?\b|\b[0-9]+(?:st|nd|rd|th)\b`)
)

// NamesNowhere says that a place could be anywhere: nothing in it but words every
// village has, or only somebody's home.
func NamesNowhere(words string) bool {
	han := pattern.HasHan(words)
	home := homeEn.MatchString(words)
	if han {
		home = homeZh.MatchString(words)
	}
	if home {
		return !namesSettlement(words)
	}
	rest := unitAlone.ReplaceAllString(words, "")
	if strings.ContainsAny(rest, "0123456789") || everydayVillage.MatchString(rest) {
		return false
	}
	return strings.Trim(withoutEveryday(rest, han), " ,.") == ""
}

// withoutEveryday takes the words out that every village has.
func withoutEveryday(words string, han bool) string {
	if han {
		for _, part := range nowhere {
			words = strings.ReplaceAll(words, part, "")
		}
		return words
	}
	var left []string
	for w := range strings.FieldsSeq(words) {
		if !slices.Contains(nowhereEn, strings.ToLower(strings.Trim(w, ".,'"))) {
			left = append(left, w)
		}
	}
	return strings.Join(left, " ")
}

// namesSettlement says that a village, estate or street is named beside a home.
func namesSettlement(words string) bool {
	if pattern.HasHan(words) {
		return settledZh.MatchString(anyRoad.ReplaceAllString(words, " "))
	}
	return slices.ContainsFunc(settledEn.FindAllStringSubmatch(words, -1), func(found []string) bool {
		return !slices.Contains(nowhereEn, strings.ToLower(found[1]))
	})
}

// insideZh and insideEn are words for a home and what is in it: the story tells them, and
// nobody needs them to find the house. What is left of a spot is worth keeping.
var (
	insideZh = pattern.MustCompile(`公租房|廉租房|安置房|老?宅基地|自留地|承包[田地]|机耕路|[鱼池水]塘|老[宅屋]|祖屋|[东西南北]边的?|楼道|走廊|过道|楼梯[间口]?|栋|幢|阿拉|我们|咱们|我|咱|俺|他们|他|她|自己|邻居|隔壁|老家|小区|社区|家|村|的|这|那|里|在|就|老房子|房子|房间|房|屋[顶里]|屋|[楼房]顶|天花板|墙[上壁]?|厨房|卫生间|厕所|客厅|卧室|阳台|宿舍|窗户?|楼[上下]?|学校|教室|公司|单位|厂|店|工地|电梯间?|车库|地下室|出租|[边儿处上]`)
	insideEn = pattern.MustCompile(`(?i)\b(?:in|at|on|of|to|inside|the|a|my|our|his|her|their|your|this|that|old|rented|public|housing|house|home|place|village|estate|building|flat|apartment|community|here|there|school|rooms?|roof|ceiling|walls?|kitchen|bathroom|toilets?|bedroom|balcony|windows?|upstairs|downstairs|lift|elevator|garage|basement|dorm|dormitory|factory|company|office|shop|site|car|classroom|[a-z]+'s)\b`)
)

// roadHere is the road where the teller is: 我们这边路.
var roadHere = pattern.MustCompile(`[这那]边的?[路街]`)

// atHome is somebody's door, and nothing that lies there.
var atHome = pattern.MustCompile(`^(?:我们|我|咱们?|俺|他|她|自己)?家门(?:口|前|外)$`)

// aSpot says that words name something outside a home: 我家门口的排水沟, "behind our yard".
func aSpot(words string) bool {
	if pattern.HasHan(words) {
		if atHome.MatchString(words) {
			return false
		}
		return insideZh.ReplaceAllString(roadHere.ReplaceAllString(words, ""), "") != ""
	}
	return strings.Trim(insideEn.ReplaceAllString(words, ""), " ,.") != ""
}

// aRoom is a room of somebody's, and nothing else: "his room", 他房间.
var aRoom = pattern.MustCompile(`(?i)^(?:in |inside )?(?:my|our|his|her|their) (?:\w+ )?(?:room|bedroom|bed|bathroom|kitchen)s?$|^(?:我|他|她|自己|孩子)(?:的)?(?:房间|卧室|床上|房里|屋里)$`)

// onlyAtHome says that words name a room and no place anybody could go to: who locks
// himself in his room has not told where.
func onlyAtHome(words string) bool { return aRoom.MatchString(strings.TrimSpace(words)) }
