package inbox

import "frontdoor/handoff"

// command is one entry of the list that Ctrl+K opens: everything the page can do.
type command struct {
	Label string
	Also  string // the same in the other language, to be found by it, too
	Press string // the key that does it
	Show  string // or the form it opens
	Click string // or what it presses
	Href  string // or where it leads
	Needs string // what must be there on the page
}

// commandsOfPage are the acts of the page, by key, form or button, with what must be
// there for each.
var commandsOfPage = []struct{ word, press, show, click, needs string }{
	{"claim", "c", "", "", "form[data-act=claim]:not(:has([name=force]))"},
	{"take_over", "", "", "form[data-act=claim]:has([name=force]) button", "form[data-act=claim]:has([name=force])"},
	{"write_reply", "r", "", "", "#composer input[value=reply]:not(:disabled)"},
	{"write_note", "n", "", "", "#composer"},
	{"close", "", "close", "", "#close"},
	{"key_close_next", "E", "", "", "#close"},
	{"aside", "", "aside", "", "#aside"},
	{"resume", "", "", "form[data-act=resume] button", "form[data-act=resume]"},
	{"pass", "", "pass", "", "#pass"},
	{"handback", "", "handback", "", "#handback"},
	{"release", "", "release", "", "#release"},
	{"merge", "", "merge", "", "#merge"},
	{"split", "", "split", "", "#split"},
	{"outside_make", "", "outside", "", "#outside"},
	{"labels", "", "label", "", "#label"},
	{"next_step", "", "nextstep", "", "#nextstep"},
	{"key_category", "g", "", "", "#category"},
	{"priority", "", "", "#priority", "#priority"},
	{"follow", "", "", "form[data-act=follow] button", "form[data-act=follow]:not(:has([name=off]))"},
	{"unfollow", "", "", "form[data-act=follow] button", "form[data-act=follow] [name=off]"},
	{"summary", "", "", ".sumform input[name=text]", ".sumform"},
	{"key_undo", "z", "", "", ""},
	{"key_take_next", "N", "", "", ""},
	{"select", "", "", "[data-several=begin]", ""},
	{"search_go", "/", "", "", ""},
	{"key_help", "?", "", "", ""},
	{"language", "", "", "#nav .language button", ""},
	{"sign_out", "", "", "#nav form[action='/inbox/sign-out'] button", ""},
}

// Commands are all that can be done and where one can go.
func (v *listView) Commands() []command {
	other := "en"
	if v.Lang == "en" {
		other = "zh"
	}
	also := func(key string) string { return v.in.words.say(other, key) }
	var all []command
	for _, c := range commandsOfPage {
		all = append(all, command{Label: v.T(c.word), Also: also(c.word), Press: c.press, Show: c.show, Click: c.click, Needs: c.needs})
	}
	for _, q := range v.Queues {
		all = append(all, command{Label: q.Label, Also: also("queue_" + q.Key), Href: q.Href})
	}
	for i, q := range v.Categories {
		all = append(all, command{Label: q.Label, Also: v.in.Catalog.Categories()[i].Name(other), Href: q.Href})
	}
	for _, page := range []string{"replies", "labels"} {
		all = append(all, command{Label: v.T(page + "_page"), Also: also(page + "_page"), Href: "/inbox/" + page})
	}
	if v.Agent.Role == handoff.RoleAdmin {
		all = append(all, command{Label: v.T("admin"), Also: also("admin"), Href: "/inbox/admin"})
	}
	return append(all, command{Label: v.T("me_title"), Also: also("me_title"), Href: "/inbox/me"})
}
