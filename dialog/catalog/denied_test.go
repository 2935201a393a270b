package catalog

import "testing"

func TestDenies(t *testing.T) {
	s := Slot{Type: TypeChoice, Options: []Option{{Key: "3", WordsZh: []string{"匿名"}, WordsEn: []string{"anonymous"}}}}
	s.cues = cuesOf(s.Options)
	for text, want := range map[string]bool{
		"我不想匿名":                                   true,
		"不匿名":                                     true,
		"匿名就不用了":                                  true,
		"我没说要匿名啊":                                 true,
		"取消匿名":                                    true,
		"I don't want to be anonymous":            true,
		"I do not want this to be anonymous":      true,
		"no need to be anonymous":                 true,
		"匿名":                                      false,
		"我要匿名,不想被报复":                              false,
		"要不要匿名":                                   false,
		"不想被报复,匿名":                                false,
		"please don't forget it is anonymous":     false,
		"I don't trust them so keep it anonymous": false,
		"not sure whether it should be anonymous": false,
		"I am not from there, make it anonymous":  false,
	} {
		if got := s.Denies(text, "3"); got != want {
			t.Errorf("%s: denies %v, want %v", text, got, want)
		}
	}
}
