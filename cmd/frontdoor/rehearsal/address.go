package rehearsal

import "frontdoor/dialog"

// StandardStart is when a told clock begins when nobody tells it: a Monday
// morning in opening hours.
const StandardStart = "2026-11-23T10:00:00+08:00"

// StandardAddress is who speaks on a channel where nobody is named.
func StandardAddress(channel string) dialog.Address {
	switch channel {
	case dialog.SMS:
		return "sms:+8613900000102"
	case dialog.Web:
		return "web:v1001"
	case dialog.WeChat:
		return "wechat:o1001"
	}
	return "telegram:1001"
}

// AddressForms are the addresses a resident may speak from.
const AddressForms = "telegram:1001, sms:+8613900000102, web:v1001 or wechat:o1001"

// Speaks says whether a resident can speak from an address.
func Speaks(a dialog.Address) bool {
	switch a.Channel() {
	case dialog.Telegram, dialog.SMS, dialog.Web, dialog.WeChat:
		return a.Local() != ""
	}
	return false
}
