package understand

import "testing"

// Whom a resident speaks to is nobody in the story; whom they speak of is.
func TestAddressed(t *testing.T) {
	for text, want := range map[string]int{
		"老师您好我想咨询一下":      0,
		"师傅侬好 天花板漏水":      0,
		"谢谢师傅辛苦了":         0,
		"麻烦领导帮帮忙":         0,
		"老师打我儿子":          2,
		"谢师傅欠我两千块":        1,
		"医生好几次不肯给我看":      1,
		"谢谢你们,就是王师傅欠我工资的": 1,
	} {
		if got := Persons(text, "zh"); len(got) != want {
			t.Errorf("%s: %+v, want %d", text, got, want)
		}
	}
}

// Thanks that say to whom are thanks; a matter behind them is none.
func TestThanksTo(t *testing.T) {
	for text, want := range map[string]Command{
		"谢谢师傅辛苦了":                   Thanks,
		"辛苦小兴了":                     Thanks,
		"thank you dear":            Thanks,
		"thanks for your help":      Thanks,
		"xiexie":                    Thanks,
		"谢谢 灯还没修":                   None,
		"thanks for nothing, liars": None,
	} {
		if got, _ := ReadCommand(text, "", "web"); got != want {
			t.Errorf("%q is %v", text, got)
		}
	}
}
