package dialog

import (
	"slices"
	"strings"
	"unicode"
)

// vague says that a slot holds words that name nobody or nowhere yet ("the boss",
// "our estate"): kept, but asked about once all the same.
func (t *scene) vague(m *Matter, key string) bool {
	if !m.has(key) || slices.Contains(m.Order, key) || m.Slots[key].By != ByResident {
		return false
	}
	switch key {
	case "who":
		return m.Category == wantsName && namesNobody(m.Slots[key].Value)
	case "where":
		return t.vaguePlace(m.Slots[key])
	}
	return false
}

// wantsName is the kind of matter where a relation ("the boss") does not say who the
// other side is; elsewhere 邻居 or 楼上 is answer enough.
const wantsName = "labour"

// nobody are words for the other side that name nobody.
var nobody = []string{
	"老板", "公司", "单位", "厂里", "工厂", "厂家", "工地", "包工头", "老板娘", "领导",
	"boss", "company", "employer", "factory", "manager", "firm", "office",
}

func namesNobody(words string) bool {
	words = strings.ToLower(strings.TrimSpace(words))
	for _, own := range []string{"my ", "our ", "the ", "我们", "我", "那个"} {
		words = strings.TrimPrefix(words, own)
	}
	return slices.Contains(nobody, words)
}

// nowhere are the parts of places that every village has; a place made of nothing
// else could be anywhere. Longer ones stand before shorter ones.
var nowhere = []string{
	"电梯间", "地下室", "出租屋", "卫生间", "电梯", "车库", "房间", "卧室", "教室", "车里", "车上", "天花板", "老房子", "菜市场", "小区", "社区", "门口", "楼上", "楼下", "楼道", "公园", "路上", "街上",
	"路口", "村口", "旁边", "附近", "单元", "外面", "里面", "这里", "这边", "那边", "学校", "医院", "工地", "房子", "广场",
	"菜场", "市场", "桥头", "厕所", "厨房", "客厅", "阳台", "屋顶", "院子", "宿舍", "公司", "我们", "咱们", "隔壁", "路边",
	"河边", "塘边", "我", "咱", "他", "她", "家", "里", "的", "村", "路", "街", "厂", "楼", "在", "这", "那", "处", "上", "下", "边",
}

// nowhereEn are English words that name no place.
var nowhereEn = []string{
	"in", "at", "on", "over", "near", "by", "next", "to", "front", "of", "behind", "outside", "inside", "the", "a", "our", "my", "his", "her", "their", "this", "that",
	"building", "flat", "apartment", "house", "home", "road", "street", "village", "estate", "lift", "elevator", "basement", "garage", "bedroom", "classroom", "car", "community", "gate", "corner", "bridge", "park", "school",
	"hospital", "market", "shop", "factory", "site", "public", "housing", "room", "stairs", "stairwell", "corridor", "bathroom", "kitchen", "roof", "yard",
	"door", "entrance", "area", "neighbourhood", "neighborhood", "place", "here", "there", "dorm", "dormitory", "whole", "old", "rented", "upstairs", "downstairs",
}

// namesNowhere says that a place could be anywhere.
func namesNowhere(words string) bool {
	if strings.IndexFunc(words, unicode.IsDigit) >= 0 {
		return false
	}
	if hasHan(words) {
		for _, part := range nowhere {
			words = strings.ReplaceAll(words, part, "")
		}
		return strings.TrimSpace(words) == ""
	}
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !slices.Contains(nowhereEn, strings.Trim(w, ".,'")) {
			return false
		}
	}
	return true
}
