package understand

import "testing"

func TestRoomsTold(t *testing.T) {
	for _, c := range []struct{ text, mine, theirs string }{
		{"哦不对 楼上是402 我家302", "302", "402"},
		{"讲错了 我住201 301是漏水那家", "201", "301"},
		{"我家302,他家402", "302", "402"},
		{"我们家是1203室,楼上1303室", "1203", "1303"},
		{"302是我家,402才是楼上", "302", "402"},
		{"402是漏水那户", "", "402"},
		{"we are in 302, upstairs is 402", "302", "402"},
		{"I live in room 201, they are in flat 301", "201", "301"},
		{"我家302块钱没给", "", ""},
		{"我赔了500", "", ""},
		{"楼上拖了300天", "", ""},
		{"我家在七星村12号", "", ""},
		{"they're 300 yuan short", "", ""},
	} {
		rooms, ok := RoomsTold(c.text)
		if rooms.Mine != c.mine || rooms.Theirs != c.theirs || ok != (c.mine+c.theirs != "") {
			t.Errorf("%q: mine %q, theirs %q (%v), want %q and %q", c.text, rooms.Mine, rooms.Theirs, ok, c.mine, c.theirs)
		}
	}
}
