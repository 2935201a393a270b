package talk

import (
	"maps"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// status tells how the resident's cases stand. With several it asks which one to
// show; one phone may serve a family, so each line names whose case it is, and a
// category that is nobody else's business is not named.
func (t *Talk) status() {
	var handed []*dialog.Matter
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Status != dialog.Collecting && m.Status != dialog.Archived {
			handed = append(handed, m)
		}
	}
	draft := t.Draft()
	switch len(handed) {
	case 0:
		if draft != nil && draft.Filled() > 0 {
			t.Before(t.Phrase("status.draft", phrases.Vars{"title": t.Aloud(draft)}))
			t.again(draft)
			return
		}
		t.Tell(t.Phrase("status.none", nil))
	case 1:
		m := handed[0]
		t.Tell(t.Phrase("status.one", t.Standing(m)))
	default:
		t.pick(handed, "status.many", dialog.AboutStatus)
	}
}

// mostPicked is how many cases a list shows; an SMS takes fewer.
const (
	mostPicked    = 8
	mostPickedSMS = 3
)

// pick offers a numbered list of cases, the latest first.
func (t *Talk) pick(cases []*dialog.Matter, phrase, about string) {
	most := mostPicked
	if t.OnSMS() {
		most = mostPickedSMS
	}
	var choices []dialog.Choice
	var vars []phrases.Vars
	for i := len(cases) - 1; i >= 0 && len(choices) < most; i-- {
		m := cases[i]
		n := strconv.Itoa(len(choices) + 1)
		v := t.Standing(m)
		v["n"] = n
		vars = append(vars, v)
		choices = append(choices, dialog.Choice{Key: n, Label: string(m.ID), Value: string(m.ID)})
	}
	text := t.listing(phrase, len(cases), vars)
	t.State.Asking = &dialog.Question{Asks: dialog.AskPick, About: about, Choices: choices, Case: t.State.Current, At: t.Now}
	t.Send(dialog.Reply{Text: text, Choices: choices, Asks: dialog.AskPick, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// listing writes the list. Where it is too long for an SMS, titles are cut first;
// then the states go, which the pick shows anyway.
func (t *Talk) listing(phrase string, count int, cases []phrases.Vars) string {
	n := t.State.Used[phrase]
	if t.State.Used == nil {
		t.State.Used = map[string]int{}
	}
	t.State.Used[phrase] = n + 1
	write := func(line string, cut int) string {
		var lines []string
		for _, v := range cases {
			v = maps.Clone(v)
			v["title"] = phrases.Short(v["title"], cut)
			lines = append(lines, t.Settings.Phrases.Say(t.Lang(), line, 0, v))
		}
		return t.SayWithTown(phrase, n, phrases.Vars{"count": strconv.Itoa(count), "lines": strings.Join(lines, "\n")})
	}
	text := write("status.line", 60)
	for _, line := range []string{"status.line", "status.line_tight"} {
		for cut := 24; t.OnSMS() && cut >= 4 && !phrases.FitsSMS(t.Signed(text)); cut -= 2 {
			text = write(line, cut)
		}
	}
	return text
}

// Standing is how one case stands, in words.
func (t *Talk) Standing(m *dialog.Matter) phrases.Vars {
	state := t.Word("state." + string(m.Status))
	cut := 24
	if t.OnSMS() {
		cut = 12
	}
	if m.News != "" && m.Status != dialog.Unclaimed && !t.shared() {
		state = t.Settings.Phrases.Say(t.Lang(), "news", 0, phrases.Vars{"state": state, "words": phrases.Short(m.News, cut)})
	}
	return phrases.Vars{"case": string(m.ID), "title": t.titleOf(m), "state": state, "promise": t.statusPromise(m)}
}

func (t *Talk) statusPromise(m *dialog.Matter) string {
	if m.Status == dialog.Unclaimed {
		return t.promise(m)
	}
	return ""
}

// titleOf is what a case is called aloud.
func (t *Talk) titleOf(m *dialog.Matter) string {
	title := m.Title
	if t.shared() {
		title = ""
		if !t.private(m) {
			title = t.categoryName(m)
		}
		if name := ownerOf(m); name != "" {
			owner := t.Settings.Phrases.Say(t.Lang(), "owner", 0, phrases.Vars{"name": name})
			if title != "" && t.Lang() == "en" {
				owner += " "
			}
			title = owner + title
		}
	}
	title = strings.TrimSuffix(title, ",")
	if title == "" && !t.shared() {
		title = t.categoryName(m)
	}
	return title
}

// shared says that several people's cases come from this address.
func (t *Talk) shared() bool {
	if t.State.Shared {
		return true
	}
	names := map[string]bool{}
	for i := range t.State.Matters {
		if n := t.State.Matters[i].Slots["name"].Value; n != "" {
			names[n] = true
		}
	}
	return len(names) > 1
}

// show tells about one case that was picked.
func (t *Talk) show(m *dialog.Matter) {
	t.State.Asking = nil
	t.Tell(t.standsDetailed(m))
}

// standsDetailed is how one case stands, and where nobody has it yet, by when a person answers.
func (t *Talk) standsDetailed(m *dialog.Matter) string {
	if t.statusPromise(m) == "" {
		return t.Phrase("status.one", t.Standing(m))
	}
	return t.Phrase("status.detail", t.Standing(m))
}

// myData tells what is kept about the person, in short.
func (t *Talk) myData() (string, phrases.Vars) {
	none := t.Word("value_unknown")
	name, phone := t.State.Name, localPhone(t.State.Phone)
	if name == "" {
		name = none
	}
	if phone == "" || phone == "0" {
		phone = none
		if t.OnSMS() {
			phone = localPhone(t.In.From.Local())
		}
	}
	n := 0
	for i := range t.State.Matters {
		if t.State.Matters[i].Status != dialog.Collecting {
			n++
		}
	}
	vars := phrases.Vars{"name": name, "phone": phone, "count": strconv.Itoa(n)}
	return t.Phrase("mydata", vars), vars
}
