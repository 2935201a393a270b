package bot

import "testing"

func TestReasonsKeepTheirLanguages(t *testing.T) {
	for reason, want := range map[string]string{
		InWords("连不上", "not reached"): "不再试了：连不上 / gave up: not reached",
		"error 7":                     "不再试了：error 7 / gave up: error 7",
	} {
		if got := Behind("不再试了：", "gave up: ", reason); got != want {
			t.Errorf("behind it is %q, want %q", got, want)
		}
	}
	if got := English(InWords("连不上", "not reached")); got != "not reached" {
		t.Errorf("the English is %q", got)
	}
}
