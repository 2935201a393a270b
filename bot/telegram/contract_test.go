package telegram

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestContractBotAPI: every call this channel can make has the form and the lengths of
// the Bot API's description.
func TestContractBotAPI(t *testing.T) {
	folder := os.Getenv("FRONTDOOR_CONTRACT")
	if folder == "" {
		t.Skip("make contract runs it")
	}
	d, err := bottest.ReadBotDescription(folder)
	if err != nil {
		t.Fatal(err)
	}
	calls := everyCall(t)
	mistakes, err := d.Check(calls)
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	for _, c := range calls {
		made[c.Method] = true
		mistakes = append(mistakes, d.CheckLengths(c)...)
	}
	for _, m := range mistakes {
		t.Error(m)
	}
	for _, method := range strings.Fields(`getMe setWebhook deleteWebhook getUpdates getFile setMyCommands deleteMyCommands setMyDescription setMyShortDescription
		answerCallbackQuery sendChatAction leaveChat sendMessage sendPhoto sendVoice sendVideo sendSticker sendDocument`) {
		if !made[method] {
			t.Errorf("%s was never called", method)
		}
	}
}

// everyCall makes the channel do all it can, and gives the calls.
func everyCall(t *testing.T) []bottest.Call {
	w := newTown(t, func(c *Config) {
		c.PublicURL = "https://door.example.org"
		c.Waiting = func(dialog.Address) bool { return true }
		c.Open = func(context.Context, dialog.Media) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("bytes")), nil
		}
	})
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.Setup(ctx, []Profile{{Lang: "zh", About: "x", Description: "y", Commands: []Command{{"help", "z"}}}, {About: "x"}}, func(string) {}))
	_, err := w.BotName(ctx)
	must(err)
	for i, o := range bottest.Outs() {
		if o.Refused {
			continue
		}
		m := o.Message
		m.To, m.CommittedAt = "telegram:7", arrival
		if i == 0 {
			for _, kind := range []string{"photo", "voice", "video", "sticker", "file"} {
				for _, ref := range []string{"telegram:file-id", "https://door.example.org/a.jpg", "web:own"} {
					m.Media = append(m.Media, dialog.Media{Kind: kind, Ref: ref, Name: "a"})
				}
			}
		}
		_, err := w.Send(ctx, m)
		must(err)
	}
	long := casebook.Outgoing{ID: "buttons", To: "telegram:9007199254740991", Text: "?", CommittedAt: arrival}
	for _, value := range []string{"yes", strings.Repeat("a", 47), strings.Repeat("村", 40)} {
		long.Choices = append(long.Choices, dialog.Choice{Key: "1", Label: "x", Value: value})
	}
	_, err = w.Send(ctx, long)
	must(err)

	w.post("POST", secret, string(bottest.TextUpdate(1, 1, 7, "昨天")))
	w.post("POST", secret, string(bottest.TapUpdate(2, 7, bottest.Message{ID: 44}, "yes")))
	w.post("POST", secret, string(bottest.MessageUpdate(3, 1, -100123, map[string]any{"text": "大家好", "chat": map[string]any{"id": -100123, "type": "supergroup"}})))
	w.errands.wait()
	w.api.PutFile("f", []byte("x"))
	body, _, err := w.OpenMedia(ctx, dialog.Media{Ref: "telegram:f"})
	must(err)
	must(body.Close())
	must(w.Remove(ctx, []string{"zh", ""}, func(string) {}))
	w.api.Queue(bottest.TextUpdate(9, 9, 7, "x"))
	_, err = w.getUpdates(ctx, 5)
	must(err)
	return w.api.Calls("")
}
