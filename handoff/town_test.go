package handoff_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// morning is when the cases of these tests begin.
var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.FixedZone("", 8*3600))

// tell writes changes of one case into the book, minutes after the morning.
func tell(t testing.TB, book *sqlite.Book, id dialog.CaseID, minutes int, changes ...dialog.Change) {
	t.Helper()
	commit := casebook.Commit{ID: fmt.Sprintf("%s/%d/%d", id, minutes, rand.Uint64()), Address: dialog.Address("telegram:" + string(id))}
	for _, c := range changes {
		c.Case = id
		commit.Events = append(commit.Events, casebook.Event{Change: c, At: morning.Add(time.Duration(minutes) * time.Minute), Address: commit.Address})
	}
	if _, err := book.Commit(t.Context(), commit); err != nil {
		t.Fatal(err)
	}
}

// What may happen to a case, in short.
func said(text string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: text}
}
func about(category string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: category, Confidence: 0.9}
}
func opened(dueMinutes int) dialog.Change {
	c := dialog.Change{Kind: dialog.ChangeOpened, By: dialog.ByBot}
	if dueMinutes > 0 {
		c.Due = morning.Add(time.Duration(dueMinutes) * time.Minute)
	}
	return c
}
func claimed(login string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: login}
}
func flagged(f ...dialog.Flag) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: f}
}

var (
	urgent    = dialog.Change{Kind: dialog.ChangeSlot, Slot: "what", Value: "线掉下来了", Urgent: true}
	alerted   = dialog.Change{Kind: dialog.ChangeAlerted, By: dialog.ByBot, Value: "emergency"}
	abandoned = dialog.Change{Kind: dialog.ChangeAbandoned, By: dialog.BySystem}
	dropped   = dialog.Change{Kind: dialog.ChangeDropped, By: dialog.ByResident}
	answered  = dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: "wu", Text: "在看"}
	closed    = dialog.Change{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: "wu", Outcome: dialog.Solved}
)

// town is a book with a case for every place in the list.
func town(t testing.TB) *sqlite.Book {
	t.Helper()
	book := openBook(t)
	tell(t, book, "closed-early", 0, said("路灯"), about("facilities"), opened(600), claimed("wu"))
	tell(t, book, "closed-early", 1, closed)
	tell(t, book, "closed-late", 0, said("路灯"), about("facilities"), opened(0), claimed("wu"))
	tell(t, book, "closed-late", 9, closed)
	tell(t, book, "answered", 0, said("噪音"), about("mediation"), opened(30), claimed("wu"), answered)
	tell(t, book, "no-promise-new", 8, said("噪音"), about("mediation"), opened(0),
		dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Text: "@小李", Value: "li,wu"},
		dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Text: "好"})
	tell(t, book, "no-promise-old", 2, said("噪音"), about("mediation"), opened(0), claimed("li"))
	tell(t, book, "due-late", 3, said("垃圾"), about("facilities"), opened(500))
	tell(t, book, "due-soon", 4, said("垃圾"), about("facilities"), opened(60))
	tell(t, book, "due-soon-waits-longer", 1, said("垃圾"), about("facilities"), opened(60))
	tell(t, book, "urgent", 7, said("电线"), urgent, about("facilities"), opened(90))
	tell(t, book, "alarm", 9, said("着火了"), flagged(dialog.FlagEmergency), alerted, opened(0))
	tell(t, book, "alarm-answered", 6, said("着火了"), flagged(dialog.FlagEmergency), alerted, opened(0), claimed("li"))
	tell(t, book, "draft", 5, said("你好"))
	tell(t, book, "draft-on-behalf", 5, said("我妈"), flagged(dialog.FlagOnBehalf))
	tell(t, book, "draft-abandoned", 10, said("那个"), abandoned)
	tell(t, book, "draft-stopped", 11, said("STOP"), flagged(dialog.FlagStop))
	tell(t, book, "draft-dropped", 12, said("不报了"), dropped)
	return book
}

func boardOf(t testing.TB, book casebook.Book) *handoff.Board {
	t.Helper()
	board := handoff.NewBoard(book, nil)
	if err := board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return board
}
