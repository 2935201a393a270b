package handoff_test

import (
	"errors"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// What the desk refuses and how it says so; that each act does what it says is told
// by the tests of handoff/api.
func TestDeskRefuses(t *testing.T) {
	book := openBook(t)
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(book, sc, "JH", casebook.Options{})
	desk := handoff.NewDesk(book, clerk, []string{"facilities"})
	say := func(from dialog.Address, text string) dialog.CaseID {
		result, err := clerk.Handle(t.Context(), dialog.Input{ID: text, Kind: dialog.Said, From: from, Text: text, At: morning})
		if err != nil {
			t.Fatal(err)
		}
		return result.Events[0].Case
	}
	held, closed, free, draft := say("web:1", "人工"), say("web:2", "人工"), say("web:3", "人工"), say("web:4", "你好")
	li := handoff.Agent{Login: "li", Name: "小李", Role: handoff.RoleAgent}
	sun := handoff.Agent{Login: "sun", Name: "孙主任", Role: handoff.RoleSupervisor}
	for _, err := range []error{
		desk.Claim(t.Context(), handoff.Act{Agent: wu(), Case: held}),
		desk.Claim(t.Context(), handoff.Act{Agent: wu(), Case: closed}),
		desk.Close(t.Context(), handoff.Act{Agent: wu(), Case: closed}, "", "好了"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	tests := map[string]struct {
		got  error
		want error
	}{
		"held by another":              {desk.Reply(t.Context(), handoff.Act{Agent: li, Case: held}, "喂"), &dialog.HeldError{Owner: "wu", Name: "吴姐"}},
		"closing what another holds":   {desk.Close(t.Context(), handoff.Act{Agent: li, Case: held}, "", "好了"), &dialog.HeldError{Owner: "wu", Name: "吴姐"}},
		"a supervisor without force":   {desk.Claim(t.Context(), handoff.Act{Agent: sun, Case: held}), &dialog.HeldError{Owner: "wu", Name: "吴姐"}},
		"force without the role":       {desk.Claim(t.Context(), handoff.Act{Agent: li, Case: held, Force: true}), handoff.ErrRole},
		"handing back what nobody has": {desk.HandBack(t.Context(), handoff.Act{Agent: li, Case: free}), dialog.ErrNotOwner},
		"a closed case":                {desk.Reply(t.Context(), handoff.Act{Agent: wu(), Case: closed}, "喂"), dialog.ErrClosed},
		"no such case":                 {desk.Claim(t.Context(), handoff.Act{Agent: wu(), Case: "JH-00-00000-0"}), casebook.ErrNotFound},
		"a case still collected":       {desk.Claim(t.Context(), handoff.Act{Agent: wu(), Case: draft}), casebook.ErrNotFound},
		"the same, for a supervisor":   {desk.Claim(t.Context(), handoff.Act{Agent: sun, Case: draft}), nil},
		"an unknown category":          {desk.Recategorise(t.Context(), handoff.Act{Agent: wu(), Case: free}, "moon"), &handoff.Mistake{Code: "category_unknown"}},
		"an unknown outcome":           {desk.Close(t.Context(), handoff.Act{Agent: wu(), Case: held}, "moon", "好了"), &handoff.Mistake{Code: "outcome_unknown"}},
		"no words":                     {desk.Note(t.Context(), handoff.Act{Agent: wu(), Case: free}, " "), &handoff.Mistake{Code: "text_missing"}},
	}
	for name, test := range tests {
		switch want := test.want.(type) {
		case *dialog.HeldError:
			var got *dialog.HeldError
			if !errors.As(test.got, &got) || *got != *want {
				t.Errorf("%s: %v, want %v", name, test.got, want)
			}
		case *handoff.Mistake:
			var got *handoff.Mistake
			if !errors.As(test.got, &got) || got.Code != want.Code {
				t.Errorf("%s: %v, want the mistake %s", name, test.got, want.Code)
			}
		default:
			if !errors.Is(test.got, want) {
				t.Errorf("%s: %v, want %v", name, test.got, want)
			}
		}
	}
}
