package hear

import (
	"testing"

	"frontdoor/dialog"
)

// A place that was told, and words that put the number of its house right or only sound so.
func TestHouseMended(t *testing.T) {
	for _, c := range []struct{ place, text, want string }{
		{"Willow Road 9", "actually the house is 11", "Willow Road 11"},
		{"number 9 Willow Road", "sorry, house number is 11b, not 9", "number 11b Willow Road"},
		{"柳树路9号", "门牌是11号", "柳树路11号"},
		{"柳树路9号", "写错了,门牌号应该是11", "柳树路11号"},
		{"Sunny Garden 3-402", "the house is 11", ""}, // which of the two
		{"Qixing village", "the house is 11", ""},
		{"Willow Road 9", "the house is 11 years old", ""},
		{"Willow Road 9", "my house was 11 km away", ""},
		{"柳树路9号", "门牌是11号贴的", ""},
	} {
		m := &dialog.Matter{Slots: map[string]dialog.Slot{"where": {Value: c.place, Raw: c.place, By: dialog.ByResident}}}
		if got, _ := houseMended(m, c.text); got.Value != c.want {
			t.Errorf("%s after %s: %q, want %q", c.text, c.place, got.Value, c.want)
		}
	}
}
