package hear

import "testing"

// TestPlacesThatCouldBeAnywhere: somebody's home is no place for whoever looks after
// many villages; a village, estate or street with a name is.
func TestPlacesThatCouldBeAnywhere(t *testing.T) {
	for _, c := range []struct {
		words   string
		nowhere bool
	}{
		{"我家门口的排水沟", true}, {"我店门口", true}, {"我们厂后面", true}, {"自家店里", true}, {"我店在罗埠老街56号", false}, {"好再来小店门口", false}, {"我家屋顶", true}, {"我家", true}, {"我们家后面的菜地", true}, {"咱家院墙外", true}, {"我家门口的水泥路", true},
		{"家门口", true}, {"家里厨房", true}, {"邻居家屋后", true}, {"老李家门口", true}, {"王奶奶家后门", true}, {"他家围墙边", true}, {"我老家", true},
		{"菜场对面", true}, {"我们这栋楼道", true}, {"老宅基地", true}, {"村小学后面的鱼塘", true}, {"机耕路", true}, {"对面工地", true}, {"中心小学对面", false}, {"安地水库", false}, {"鱼塘村", false}, {"东边村", false},
		{"我们村村口", true}, {"小区门口", true}, {"3幢2单元", true}, {"12号门口", true}, {"三楼", true}, {"我家12号门口", true}, {"我家村口那棵树下", true}, {"我家门口那条路", true},
		{"杨村", false}, {"杨村我家门口", false}, {"我家在杨村", false}, {"罗埠花园3幢", false}, {"李家村", false}, {"张家弄", false}, {"江南家园", false}, {"人民路12号", false},
		{"我家对面的桂花路", false}, {"老李家旁边的金桂小区", false}, {"新石村口", false}, {"桥头村", false}, {"上村", false}, {"水泥厂对面", false}, {"3路公交站", false}, {"老汽车站", false},
		{"my house", true}, {"at my house", true}, {"in front of our gate", true}, {"my back yard", true}, {"Building 3", true}, {"unit 2, 3rd floor", true}, {"the drain behind my house", true}, {"at home", true}, {"the neighbour's roof", true},
		{"Qixing village", false}, {"behind my house in Yang village", false}, {"12 Renmin Road", false}, {"Luobu Garden building 3", false}, {"my house on Willow Lane", false}, {"the cement plant", false},
	} {
		if got := NamesNowhere(c.words); got != c.nowhere {
			t.Errorf("%q could be anywhere: %v, want %v", c.words, got, c.nowhere)
		}
	}
}

// TestSpotsWorthKeeping: what lies outside a home helps to find it; a room does not.
func TestSpotsWorthKeeping(t *testing.T) {
	for _, c := range []struct {
		words string
		keep  bool
	}{
		{"我家门口的排水沟", true}, {"我家屋后菜地", true}, {"村口塘边", true}, {"小区门口", true}, {"in front of our gate", true}, {"the ditch behind my house", true},
		{"我家屋顶", false}, {"家卫生间", false}, {"我家老房子", false}, {"我们村里", false}, {"隔壁家", false}, {"at my house", false}, {"our public housing flat", false}, {"old house", false}, {"roof", false},
	} {
		if got := aSpot(c.words); got != c.keep {
			t.Errorf("%q is worth keeping: %v, want %v", c.words, got, c.keep)
		}
	}
}
