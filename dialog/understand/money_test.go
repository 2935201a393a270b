package understand

import "testing"

func TestAmounts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"医药费1900元没给", "1900"},
		{"一千九百块", "1900"},
		{"they cut 800 from my october pay", "800"}, {"boss docked me 500 for being late", "500"}, {"cut 3 trees", ""}, {"he cut 2 times in line", ""},
		{"my 2000 deposit", "2000"},
		{"每年每亩600", "600"}, {"plate ends 7K2", ""}, {"一年1200", "1200"}, {"不对是1500一年,我看错了", "1500"}, {"修要380", "380"}, {"一年365天都这样", ""}, {"每户3人", ""}, {"2026一年都没发", ""},
		{"花了十几万 日子过不下去", "100000"}, {"房东不退押金两千四 房东姓褚", "2400"}, {"还差一万五 人躲起来了", "15000"}, {"来了二十 人", ""},
		{"bike repair will be about 400", "400"}, {"rent will be due in 400 days", ""},
		{"两万三千五工资", "23500"},
		{"3500的房租", "3500"},
		{"2024年工资没发", ""},
		{"12月工资没发", ""},
		{"the 2026 fee is too high", ""},
		{"二千九百三", "2930"},
		{"欠我一万九", "19000"},
		{"3万", "30000"},
		{"1.5万", "15000"},
		{"3万2", "32000"},
		{"赔了3,000", "3000"},
		{"两千多", "2000"},
		{"两千多块钱", "2000"},
		{"2000多块", "2000"},
		{"二十多万元", "200000"},
		{"三四百块钱", "300"},
		{"欠我5000", "5000"},
		{"欠了我大概5000", "5000"},
		{"工资是8600,一直没发", "8600"},
		{"他欠我一万二千五百元整", "12500"},
		{"三块五", "3.5"},
		{"12元5角", "12.5"},
		{"800rmb", "800"},
		{"¥1,900.50", "1900.5"},
		{"一共壹仟玖佰元", "1900"},
		{"押金兩萬塊", "20000"},
		{"一百零五块", "105"},
		{"一千零五十元", "1050"},
		{"he owes me $1.9k", "1900"},
		{"1900 yuan", "1900"},
		{"about 2,000 RMB in wages", "2000"},
		{"two thousand five hundred yuan", "2500"},
		{"nineteen hundred yuan", "1900"},
		{"he took 5 grand", "5000"},
		{"my landlord keeps my deposit of 3500", "3500"},
		{"4000块的医药费", "4000"},
		{"钱已经给了3000还差2000", "3000 2000"},
		{"物业费每个月200", "200"},
		{"两三百块", "200"},
		// what is no money
		{"三楼漏水", ""},
		{"502室", ""},
		{"说了八百遍", ""},
		{"拖了3个月", ""},
		{"12号晚上", ""},
		{"13900000122", ""},
		{"人民路12号3幢2单元502室", ""},
		{"身份证330702199001011234", ""},
		{"我今年65岁", ""},
		{"欠了3个月工资", ""},
		{"一块地被占了", ""},
		{"三块玻璃碎了", ""},
		{"来了200多人", ""},
		{"2026年3月5日", ""},
		{"万一着火怎么办", ""},
		{"编号JH-07-00421-3", ""},
		{"5km away from 12 Renmin Road", ""},
		{"3 months, 12 people", ""},
		{"一点都不管", ""},
		{"千万要来", ""},
		{"路灯坏了十几天", ""},
		{"at 3:30pm on 12/3", ""},
	} {
		got := ""
		for k, a := range Amounts(c.text) {
			if a.Bare {
				continue
			}
			if k > 0 {
				got += " "
			}
			got += a.Value
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	for text, want := range map[string]string{"2900": "2900", "五十": "50", " 1900。": "1900"} {
		if got := Amounts(text); len(got) != 1 || !got[0].Bare || got[0].Value != want {
			t.Errorf("bare %q: got %+v", text, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"12人", 12, true}, {"十二个", 12, true}, {"大概十几个人", 10, true}, {"about twelve", 12, true}, {"3", 3, true},
		{"twenty-five people", 25, true}, {"一百二十户", 120, true}, {"大约 30 个人左右", 30, true}, {"两户人家", 2, true},
		{"十二点", 0, false}, {"很多人", 0, false}, {"人民路12号", 0, false}, {"", 0, false}, {"1.5", 0, false},
	} {
		if got, ok := Number(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q: got %d %v, want %d %v", c.text, got, ok, c.want, c.ok)
		}
	}
}
