package script_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	cmpdiff "github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// room is a table and the talks of all who sit at it, with a postman between them, as a
// story of testdata/tables tells it:
//
//	: b sms:+8613900000188   who speaks from where; a is whoever asked for the table, its
//	                         case is about a leak and may be told; "en" behind it: in English
//	> b words                what a side says
//	@ act …                  what the mediator does (see room.act)
//	! wait 26h               time passes
//	< b words                what a side is sent;  ✗ why an act was refused
//	= what                   how the table stands
type room struct {
	*testing.T
	talks map[string]*transcript.Talk
	read  map[string][2]int // replies shown, letters carried
	seen  map[string]bool
	id    dialog.CaseID
	out   strings.Builder
}

func newRoom(t *testing.T) *room {
	return &room{T: t, talks: map[string]*transcript.Talk{}, read: map[string][2]int{}, seen: map[string]bool{}}
}

func (r *room) comes(who string, from dialog.Address, english bool) {
	k := newTalk(r.T, script.ScriptFor(r.T))
	k.From = from
	if len(r.talks) > 0 {
		k.Now = r.talks["a"].Now
	}
	r.talks[who] = k
	k.State.Spare = dialog.FormatCaseID("JH", 3, uint64(100+len(r.talks)))
	if who != "a" {
		return
	}
	r.id = k.State.Spare
	story, human := "楼上王家漏水把我家天花板泡坏了,在七星村3幢", "人工"
	if english {
		story, human = "The flat above leaks and has ruined my ceiling, at Qixing village building 3", "agent"
	}
	k.Step(said(story))
	k.Pass(k.State.BurstUntil())
	k.Step(said(human))
	r.do(dialog.Input{Kind: dialog.Claim})
	r.do(dialog.Input{Kind: dialog.Recategorise, Category: "mediation"})
	r.do(dialog.Input{Kind: dialog.Correct, Slot: "discreet", Text: "否"})
	r.read["a"] = [2]int{len(k.Replies), 0}
}

// do is an act of the mediator in the case of a.
func (r *room) do(in dialog.Input) error {
	in.Agent, in.Name, in.Case = "wu", "吴姐", r.id
	r.talks["a"].Step(in)
	return r.talks["a"].Refused
}

func (r *room) table() *mediation.Table {
	state := r.talks["a"].State
	for _, m := range slices.Concat(state.Matters, state.UnderHold) {
		if m.ID == r.id && m.Table != nil {
			return m.Table
		}
	}
	r.Fatal("there is no table")
	return nil
}

// carry delivers all letters and shows what everybody was sent.
func (r *room) carry() {
	for range 8 {
		for _, who := range r.names() {
			k := r.talks[who]
			shown := r.read[who]
			for ; shown[1] < len(k.Letters); shown[1]++ {
				l := k.Letters[shown[1]]
				l.From = k.From
				if r.seen[string(l.To)+l.ID] {
					continue
				}
				r.seen[string(l.To)+l.ID] = true
				for _, to := range r.talks {
					if to.From == l.To {
						to.Step(dialog.Input{Kind: dialog.Delivery, Letter: &l})
					}
				}
			}
			for ; shown[0] < len(k.Replies); shown[0]++ {
				reply := k.Replies[shown[0]]
				mark := ""
				if reply.NotBefore.After(k.Now) {
					mark = "(" + reply.NotBefore.Format("15:04") + ") "
				}
				if reply.Alert {
					mark += "⚠ "
				}
				fmt.Fprintf(&r.out, "< %s %s%s\n", who, mark, strings.ReplaceAll(reply.Text, "\n", "⏎"))
			}
			r.read[who] = shown
		}
	}
}

func (r *room) names() []string {
	var all []string
	for who := range r.talks {
		all = append(all, who)
	}
	slices.Sort(all)
	return all
}

// act does what a line of the mediator says.
func (r *room) act(line string) error {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	words := strings.Fields(parts[0])
	if words[0] == "discreet" { // what is recorded
		return r.do(dialog.Input{Kind: dialog.Correct, Slot: words[0], Text: words[1]})
	}
	a := mediation.Act{Kind: mediation.Kind(words[0])}
	rest := func(n int) string { return strings.Join(words[n:], " ") }
	all := func(who string) string {
		if who == "all" {
			return ""
		}
		return who
	}
	switch a.Kind {
	case mediation.Begin:
		a.Name = words[1]
		a.Topic, a.Also, _ = strings.Cut(rest(2), " / ")
	case mediation.Add:
		a.Party, a.Name, a.Role, a.Signs = words[1], words[2], words[3], words[3] != "witness" && words[3] != "village"
		id, at, other := strings.Cut(a.Party, "=") // e=c sits at the address of c
		if a.Party = id; !other {
			at = id
		}
		a.Address, a.Lang = string(r.talks[at].From), "zh"
		if len(words) > 4 {
			a.Lang = words[4]
		}
	case mediation.Say:
		a.Party, a.Text = all(words[1]), rest(2)
	case mediation.Pass:
		a.From, a.Party, a.Text = words[1], all(words[2]), rest(3)
	case mediation.Times:
		a.Place, a.Options = rest(1), parts[1:]
	case mediation.Propose:
		for _, p := range parts[1:] {
			a.Points = append(a.Points, point(p))
		}
	case mediation.Sign:
		v, _ := r.table().Current()
		a.Number, a.Version = words[1], v.N
	case mediation.End:
		a.Outcome = words[1]
	case mediation.Resume:
		a.Text, a.Version = rest(1), len(r.table().Told) // of the halt that is read now
	case mediation.Kept, mediation.Missed:
		n, err := strconv.Atoi(words[2])
		if err != nil {
			r.Fatal(err)
		}
		a.Party, a.Item = words[1], n
	default:
		if len(words) > 1 {
			a.Party = words[1]
		}
	}
	return r.do(dialog.Input{Kind: dialog.Mediate, Act: &a})
}

// point reads "b>a 600 2026-12-05 words"; each part may be left out.
func point(line string) mediation.Point {
	var p mediation.Point
	words := strings.Fields(line)
	for len(words) > 0 {
		w := words[0]
		owes, owed, both := strings.Cut(w, ">")
		_, noDay := time.Parse(time.DateOnly, w)
		_, noNumber := strconv.ParseFloat(w, 64)
		switch {
		case both:
			p.Owes, p.Owed = owes, owed
		case noDay == nil:
			p.Due = w
		case noNumber == nil:
			p.Amount = w
		default:
			p.Text = strings.Join(words, " ")
			return p
		}
		words = words[1:]
	}
	return p
}

// play plays a story and gives it as it went.
func (r *room) play(story string) string {
	for line := range strings.Lines(story) {
		line = strings.TrimRight(line, "\n")
		mark, rest, _ := strings.Cut(line, " ")
		if mark == "<" || mark == "✗" || mark == "=" {
			if mark == "=" {
				r.out.WriteString("= " + r.stands() + "\n")
			}
			continue
		}
		r.out.WriteString(line + "\n")
		switch mark {
		case ":":
			who, from, _ := strings.Cut(rest, " ")
			from, english := strings.CutSuffix(from, " en")
			if code, ok := strings.CutPrefix(from, "code "); ok {
				from = string(dialog.UnnamedAddress(code))
			}
			r.comes(who, dialog.Address(from), english)
		case ">":
			who, words, _ := strings.Cut(rest, " ")
			if _, err := r.talks[who].Say(words); err != nil {
				r.Fatal(err)
			}
		case "@":
			if err := r.act(rest); err != nil {
				fmt.Fprintf(&r.out, "✗ %v\n", err)
			}
		case "!":
			d, err := time.ParseDuration(strings.TrimPrefix(rest, "wait "))
			if err != nil {
				r.Fatal(err)
			}
			r.wait(d)
		}
		r.carry()
	}
	return r.out.String()
}

// wait lets time pass for all, an hour at a time, so that letters arrive when they must.
func (r *room) wait(d time.Duration) {
	for ; d > 0; d -= time.Hour {
		for _, k := range r.talks {
			k.Pass(k.Now.Add(time.Hour))
		}
		r.carry()
	}
}

func (r *room) stands() string {
	t := r.table()
	said := string(t.State)
	for _, p := range t.Parties {
		said += fmt.Sprintf("; %s %s", p.ID, p.State)
		if p.Answer != "" {
			said += " " + string(p.Answer)
		}
	}
	if t.Meeting != nil && t.Meeting.Fixed > 0 {
		said += "; meeting " + t.Meeting.Options[t.Meeting.Fixed-1]
	}
	for i, item := range t.Items {
		said += fmt.Sprintf("; %d %s", i+1, item.State)
	}
	if why := cmp.Or(t.Why, t.Outcome); why != "" {
		said += "; " + why
	}
	return said
}

// TestTables plays the stories of testdata/tables; -rewrite writes what everybody was sent
// anew.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("../testdata/tables/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := newRoom(t).play(string(text))
			if *rewrite {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmpdiff.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the story went otherwise (-told +went):\n%s", diff)
			}
		})
	}
}
