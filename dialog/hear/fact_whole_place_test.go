package hear

import "testing"

// Words that keep a name or a number back, and words that only look so.
func TestRefuses(t *testing.T) {
	for text, want := range map[string]bool{
		"名字就不说了吧": true, "电话先不留": true, "别留名字": true, "这个我就不写了": true, "不方便": true, "不想留电话": true,
		"名字不说了,电话13700001188": false, "我叫不说": false, "留我老婆的电话吧": false, "13900000122": false,
	} {
		if got := refuses(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// A house by its trade alone names nobody; a name before it does.
func TestNamesNobody(t *testing.T) {
	for words, want := range map[string]bool{
		"针织厂": true, "一家服装厂": true, "装修公司": true, "饭店老板": true, "我们老板": true, "小厂": true,
		"永发针织厂": false, "金华五金厂": false, "老徐饭店": false, "包工头老徐": false, "东方装修公司": false,
	} {
		if got := namesNobody(words); got != want {
			t.Errorf("%s: %v, want %v", words, got, want)
		}
	}
}
