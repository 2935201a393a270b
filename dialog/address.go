package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Address is where a resident can be reached: a channel's name, a colon, and the
// channel's own name for the person. Examples: "telegram:1001",
// "sms:+8613900000102", "web:v1001". It is opaque outside its channel.
type Address string

// The channels a resident may write on.
const (
	Telegram = "telegram"
	SMS      = "sms"
	Web      = "web"
	WeChat   = "wechat"
)

// Channel is the part before the colon, "" when there is none.
func (a Address) Channel() string {
	name, _, ok := strings.Cut(string(a), ":")
	if !ok {
		return ""
	}
	return name
}

// Local is the channel's own name for the person: the part after the colon.
func (a Address) Local() string {
	_, local, _ := strings.Cut(string(a), ":")
	return local
}

// Unnamed is the channel of addresses that are nobody's: a case told anonymously lies
// under one, and what is answered there waits for whoever brings the code.
const Unnamed = "anon"

// The alphabet and length of a code: no letters that look alike.
const (
	CodeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	CodeLength   = 10
)

// UnnamedAddress is where the case of a code lies. The code cannot be read back from it.
func UnnamedAddress(code string) Address {
	sum := sha256.Sum256([]byte("frontdoor:" + code))
	return Address(Unnamed + ":" + hex.EncodeToString(sum[:12]))
}

// GoodCode says whether letters drawn by chance make a code that nothing else can be
// taken for.
func GoodCode(code string) bool {
	digits := 0
	for _, r := range code {
		if !strings.ContainsRune(CodeAlphabet, r) {
			return false
		}
		if r <= '9' {
			digits++
		}
	}
	return len(code) == CodeLength && digits >= 2 && digits <= CodeLength-2
}

// Open311 is the channel of matters that another program took down and handed over
// (Reported). Nothing can be sent there: what is said stays with the case, and how the
// case stands is told when the program asks.
const Open311 = "open311"

// linkChannel is the channel of addresses that only a link leads to.
const linkChannel = "link"

// LinkAddress is where that lies what a link is for.
func LinkAddress(token string) Address {
	sum := sha256.Sum256([]byte("frontdoor link:" + token))
	return Address(linkChannel + ":" + hex.EncodeToString(sum[:16]))
}
