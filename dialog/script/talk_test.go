package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// newTalk is a talk that fails the test when a step breaks a promise.
func newTalk(t testing.TB, sc *script.Script) *transcript.Talk {
	k := transcript.New(sc)
	t.Cleanup(func() {
		for _, b := range k.Broken {
			t.Error(b)
		}
	})
	return k
}

// said are a resident's words.
func said(words string) dialog.Input { return dialog.Input{Kind: dialog.Said, Text: words} }
