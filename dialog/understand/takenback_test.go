package understand

import (
	"strings"
	"testing"
	"time"
)

func TestTakenBack(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"坏了四天 不对 五天": "2026-11-18", "坏了四天,不对,五天了": "2026-11-18", "已经三个月没发工资 不对 四个月": "2026-07-23", "上周三 哦不 上周四摔的": "2026-11-19",
		"从8月 不对 是7月开始": "2026-07-01", "since monday, sorry tuesday": "2026-11-17", "坏了四天,灯不对,五天前来修过": "2026-11-19|2026-11-18",
		"昨天说了,不对他说,今天又来": "2026-11-22|2026-11-23", "坏了四天 不对 五盏灯": "2026-11-19",
	} {
		var got []string
		for _, d := range Dates(text, now, Chinese) {
			got = append(got, d.Value)
			if d.Raw != text[d.Start:d.End] {
				t.Errorf("%q: raw %q stands not at its place", text, d.Raw)
			}
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: dates %q, want %q", text, g, want)
		}
	}
	for text, want := range map[string]string{
		"欠我一万五 不对 一万二": "12000", "一共8000 说错了 9000": "9000", "he owes me 500, no wait 600": "600", "欠我8000,还了3000": "8000|3000", "还了3000,不对的地方我认,欠5000": "3000|5000",
	} {
		var got []string
		for _, a := range Amounts(text) {
			got = append(got, a.Value)
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: amounts %q, want %q", text, g, want)
		}
	}
}
