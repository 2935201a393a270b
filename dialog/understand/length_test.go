package understand

import "testing"

func TestLength(t *testing.T) {
	for _, text := range []string{"2 months", "大概有两个月了吧", "76了", "三年多", "快半年了", "about three weeks", "今年82岁了", "he is 76 years old", "两个多月", "都五年了", "a few days", "好几年了", "三个礼拜"} {
		if !IsLength(text) {
			t.Errorf("%q tells how long, or how old", text)
		}
	}
	for _, text := range []string{"三楼", "12号", "七一村", "3幢402", "八一路", "五四饭店", "老三", "76号", "2", "Seven Days Inn", "张三", "十年前盖的厂", "5楼的王姐", "1 months wages"} {
		if IsLength(text) {
			t.Errorf("%q is no length", text)
		}
	}
}
