package dialog

import "strings"

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
