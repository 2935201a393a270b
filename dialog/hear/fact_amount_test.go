package hear

import (
	"testing"

	"frontdoor/dialog/understand"
)

// Which of several sums the matter is about.
func TestAmountIn(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"跟我借了两万三,后来还了八千,现在还差一万五", "15000"},
		{"借去五万,还了三万,还剩两万没还", "20000"},
		{"工钱一共三万二,付了一万,还欠两万二", "22000"},
		{"货款八千六,到现在尾款两千一直不付", "2000"},
		{"押金三千,房租欠两个月共四千", "4000"}, // what is owed, not what is left
		{"他欠我五万,我只剩三百块过日子", "50000"},
		{"一个月四千二,欠了五个月", "21000"},
		{"工资每个月5500,压了三个月没发", "16500"},
		{"六千块一个月,四个月工资没给", "24000"},
		{"月薪八千,拖了两个多月了", "16000"},
		{"欠我三个月工资,一共12000", "12000"},       // the sum is told
		{"一个月四千二,做了五个月,后来不做了", "4200"},     // nothing owed by the month
		{"另外老板拖欠我两个月工资6000块", "6000"},      // all together
		{"每个月五千,老板说下个月发", "5000"},          // no months owed
		{"医药费1900元没给", "1900"},             //
		{"隔壁借了三千,昨天刚还清一千五,剩下的赖掉了", "3000"}, // no sum behind 剩下的
		{"工资一天两百三,做了四十天,到今天没结", "230"},     // by the day: an agent reckons
		{"扣了我五百押金,还扣两百", "500"},            //
	} {
		a, ok := sumOf(c.text, understand.Amounts(c.text), false)
		if !ok || a.Value != c.want {
			t.Errorf("%s: %q, want %s", c.text, a.Value, c.want)
		}
	}
}
