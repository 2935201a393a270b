package hear

import "testing"

// Praise is no new matter, and a complaint is no praise.
func TestPraise(t *testing.T) {
	for text, want := range map[string]bool{
		"小吴这个姑娘真当好,茶都没吃一口,我过意不去":       true,
		"陪我老太婆跑了两趟县里,真是多亏你们":           true,
		"she was so kind to my mother": true,
		"人很好,就是还没修好":                   false,
		"谢谢,不过钱少了200":                  false,
		"great, but it leaks again":    false,
		"路灯又坏了":                        false,
	} {
		if got := Praises(text); got != want {
			t.Errorf("praises(%q) = %v", text, got)
		}
	}
	for text, want := range map[string]bool{
		"给她100分": true, "满分": true, "五星好评": true, "10/10": true, "ten out of ten": true, "five stars!": true,
		"100": false, "给我100块": false, "10 minutes": false, "罚了他100分": false,
	} {
		if got := FullMarks(text); got != want {
			t.Errorf("fullMarks(%q) = %v", text, got)
		}
	}
}

// Words that go on about the case that was asked about are a yes.
func TestGoesOnAboutIt(t *testing.T) {
	for text, want := range map[string]bool{
		"it's got bigger": true, "that one, still broken": true, "就是那个": true, "越来越大了": true,
		"这个月工资没发": false, "那个 我想问下": false, "it's about my rent": false, "it's a new one": false, "这个是新的事": false, "隔壁吵架": false, "item lost": false,
	} {
		if got := AboutTheSame(text); got != want {
			t.Errorf("%q goes on about it: %v", text, got)
		}
	}
}
