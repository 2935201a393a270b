package hear

import (
	"testing"

	"frontdoor/dialog"
)

// The end of a number told anew, in digits or in words.
func TestLastDigits(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"电话最后一位说错了,是六", "+8613900000126"},
		{"号码末尾两位应该是七七", "+8613900000177"},
		{"尾号不对,最后三位是五六七", "+8613900000567"},
		{"尾号是44", "+8613900000144"},
		{"最后一位是8,不是2", "+8613900000128"},
		{"最后一次发工资是六月", ""},
		{"最后两个月没发", ""},
		{"最后一位是二", ""}, // as it was
	} {
		m := &dialog.Matter{Slots: map[string]dialog.Slot{"phone": {Value: "+8613900000122", By: dialog.ByResident}}}
		got, ok := lastDigits(m, c.text)
		if ok != (c.want != "") || ok && got.Value != c.want {
			t.Errorf("%s: %q %v, want %q", c.text, got.Value, ok, c.want)
		}
	}
}
