package talk

import (
	"crypto/sha256"
	"fmt"

	"frontdoor/dialog"
)

// GoInto lets a case go on in another, and sends after it what had come to it.
func (t *Talk) GoInto(m *dialog.Matter, into dialog.Joint) {
	m.Merged = &into
	for _, j := range m.Joined {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeParted, By: dialog.BySystem, Value: string(j.Case)})
		if j.Case == into.Case { // the other way round from now on
			t.Write(dialog.Letter{To: j.At, Kind: dialog.LetterAlone, Case: j.Case, Other: m.ID})
			continue
		}
		t.Write(dialog.Letter{To: j.At, Kind: dialog.LetterInto, Case: j.Case, Other: into.Case, For: into.At, Agent: t.In.Agent})
	}
	m.Joined = nil
	t.Join(m, t.In.Agent)
}

// Join tells the case that goes on which one comes to it.
func (t *Talk) Join(m *dialog.Matter, agent string) {
	t.Write(dialog.Letter{To: m.Merged.At, Kind: dialog.LetterJoin, Case: m.Merged.Case, Other: m.ID, Agent: agent})
}

// Leave tells the case that goes on that this one does so by itself.
func (t *Talk) Leave(m *dialog.Matter) {
	if m.Merged == nil {
		return
	}
	t.Write(dialog.Letter{To: m.Merged.At, Kind: dialog.LetterPart, Case: m.Merged.Case, Other: m.ID})
	m.Merged = nil
}

// Write sends a letter about two cases. It is named by all that it says and by the input
// that makes it, for two may come within one second: a step taken again writes the same one.
func (t *Talk) Write(l dialog.Letter) {
	l.At = t.In.At
	input := sha256.Sum256(fmt.Appendf(nil, "%d\n%s\n%s", t.In.At.UnixNano(), t.In.Agent, t.In.ID))
	l.ID = fmt.Sprintf("%s:%s:%s:%x", l.Kind, l.Case, l.Other, input[:8])
	t.Turn.Letters = append(t.Turn.Letters, l)
}
