package sms

import "testing"

func TestWhoIsAPerson(t *testing.T) {
	for from, want := range map[string]bool{
		"+8613900000102": true, "+14017122661": true, "+861062345678": true, "+8657912345678": true,
		"+8610690123456789": false, "+8612345": false, "+8695588": false, "+8610086": false,
		"12345": false, "+12345": false, "Bank": false, "": false, "+0123456789": false, "+861390000010a": false, "13900000102": false,
	} {
		if got := person(from); got != want {
			t.Errorf("%q is a person: %v", from, got)
		}
	}
}

func TestNumbersInAnyForm(t *testing.T) {
	const anna = "+8613900000102"
	for from, want := range map[string]string{
		anna: anna, "13900000102": anna, "8613900000102": anna, "008613900000102": anna, "0086 139-0000-0102": anna,
		" 8613900000102": anna, "+86 139 0000 0102": anna, "+86(139)00000102": anna, "\uff0b\uff18\uff16\uff11\uff13\uff19\uff10\uff10\uff10\uff10\uff10\uff11\uff10\uff12": anna, "\u00a0+8613900000102 ": anna,
		"+14017122661": "+14017122661", " 14017122661": "+14017122661", "0014017122661": "+14017122661", "+1 (401) 712-2661": "+14017122661",
		// What is no whole number stays what it is, and no person.
		"12345": "12345", "10086": "10086", "106901234567": "106901234567", "MyBank": "MyBank", "Bank 24": "Bank 24", "": "", "  ": "", "00": "00", "+": "+",
		"+0123456789": "+0123456789", "whatsapp:+14155238886": "whatsapp:+14155238886", "057912345678": "057912345678", "139000001021": "139000001021",
	} {
		if got := Number(from); got != want {
			t.Errorf("%q is %q, want %q", from, got, want)
		}
	}
}
