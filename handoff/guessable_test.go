package handoff

import "testing"

func TestGuessablePasswords(t *testing.T) {
	for password, want := range map[string]bool{
		"password123":      true,
		"P@ssw0rd2026!":    true,
		"Luobu-2026":       true,
		"罗埠镇代办员666":        true,
		"qwertyuiop12":     true,
		"1q2w3e4r5t6y":     true,
		"woaini1314520":    true,
		"13905790777":      true, // a phone
		"20261129":         true, // a day
		"aaaabbbbcccc":     true,
		"wu.jie.wu.jie1":   true, // login and name
		"dongzhu_2026":     true, // the town
		"Admin@123456":     true,
		"frontdoor-admin":  true,
		"a password for w": false,
		"correct horse 7":  false,
		"荷叶 水泵 七月半 灯笼":     false,
		"another password": false,
		"gx7Kq2mTz9":       false,
		NewPassword():      false,
	} {
		if got := guessable(password, "wu.jie", "Wu Jie", "Dongzhu"); got != want {
			t.Errorf("%q is guessable: %v, want %v", password, got, want)
		}
	}
}
