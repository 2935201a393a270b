package eval

import (
	"context"
	"fmt"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
	"frontdoor/handoff/casebook"
)

// Again tells conversations through the real clerk, each message three times
// under its own name, as a provider that is not sure does: twice before the pause is
// over and once after the answer. It counts those that end with the cases they have when
// each message comes once, and in which nothing late was answered.
func Again(ctx context.Context, b casebook.Book, sc *script.Script, all []transcript.Told) (transcript.Share, error) {
	share := transcript.Share{}
	start, err := time.Parse(time.RFC3339, rehearsal.StandardStart)
	if err != nil {
		return share, err
	}
	for n, told := range all {
		cases := [2]int{}
		late := 0
		for again := range 2 {
			talk := rehearsal.New(ctx, b, sc, start, numbered(told.Channel, 2*n+again))
			for i, line := range told.Lines {
				piece := rehearsal.Piece{Text: line, ID: rehearsal.LineID(fmt.Sprint(i))}
				answer, err := talk.Take(&rehearsal.Line{Burst: []rehearsal.Piece{piece, piece}[:1+again]})
				if err != nil {
					return share, fmt.Errorf("telling %q: %w", told.Title, err)
				}
				// The line that files anonymously shows its case, and no later one.
				cases[again] = max(cases[again], answer.Cases)
				if again == 0 {
					continue
				}
				if answer, err = talk.Take(&rehearsal.Line{Piece: piece}); err != nil {
					return share, fmt.Errorf("telling %q again: %w", told.Title, err)
				}
				cases[again] = max(cases[again], answer.Cases)
				late += len(answer.Replies)
			}
		}
		share.Of++
		if cases[0] == cases[1] && late == 0 {
			share.Right++
		}
	}
	return share, nil
}

// numbered is another address of the channel for each conversation.
func numbered(channel string, n int) dialog.Address {
	switch channel {
	case dialog.SMS:
		return dialog.Address(fmt.Sprintf("sms:+861390%07d", n))
	case dialog.Web:
		return dialog.Address(fmt.Sprint("web:v", n))
	case dialog.WeChat:
		return dialog.Address(fmt.Sprint("wechat:o", n))
	}
	return dialog.Address(fmt.Sprint("telegram:", 10000+n))
}
