package bottest

import (
	"os"
	"strings"
	"testing"
)

// TestContractDouble: the double takes no method and no parameter that the Bot API's
// description does not know, and the check of the description itself can fail.
func TestContractDouble(t *testing.T) {
	folder := os.Getenv("FRONTDOOR_CONTRACT")
	if folder == "" {
		t.Skip("make contract runs it")
	}
	d, err := ReadBotDescription(folder)
	if err != nil {
		t.Fatal(err)
	}
	good := map[string]string{ // of each parameter known here, one good value
		"url": "https://door.example.org", "secret_token": "s", "allowed_updates": `["message"]`, "max_connections": "40", "drop_pending_updates": "true",
		"offset": "1", "limit": "100", "timeout": "25", "file_id": "f", "commands": `[{"command":"help","description":"x"}]`, "language_code": "zh",
		"description": "x", "short_description": "x", "callback_query_id": "1", "text": "x", "show_alert": "true", "chat_id": "7", "action": `"typing"`,
		"reply_markup": `{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}`, "link_preview_options": `{"is_disabled":true}`,
		"photo": `"f"`, "voice": `"f"`, "video": `"f"`, "sticker": `"f"`, "document": `"f"`, "caption": "x",
	}
	var calls []Call
	for method, names := range known {
		c := Call{Method: method, Params: map[string]string{}}
		for _, name := range strings.Fields(names) {
			value, ok := good[name]
			if !ok {
				t.Fatalf("no good value of %s is known here", name)
			}
			c.Params[name] = value
		}
		calls = append(calls, c)
	}
	call := func(method string, pairs ...string) Call {
		c := Call{Method: method, Params: map[string]string{}}
		for i := 0; i+1 < len(pairs); i += 2 {
			c.Params[pairs[i]] = pairs[i+1]
		}
		return c
	}
	mistakes, err := d.Check(calls,
		call("sendMessage", "chat_id", "7"), // no text
		call("sendMessage", "chat_id", "7", "text", "x", "reply_marcup", `{}`),
		call("sendMessage", "chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":[{"text":"x"}]}`),
		call("sendChatAction", "chat_id", "7", "action", `"dancing"`),
		call("setWebhook", "url", "https://x", "allowed_updates", `["telepathy"]`),
		call("getUpdates", "offset", `"soon"`),
		call("sendTelepathy", "chat_id", "7"),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mistakes { // "unused '@ts-expect-error'": a wrong one was taken
		t.Error(m)
	}
	for _, c := range []Call{
		call("sendMessage", "text", ""), call("sendMessage", "text", strings.Repeat("灯", 4097)),
		call("sendPhoto", "caption", strings.Repeat("灯", 1025)), call("setWebhook", "secret_token", strings.Repeat("s", 257)),
		call("setMyCommands", "commands", `[{"command":"`+strings.Repeat("a", 33)+`","description":"x"}]`),
	} {
		if len(d.CheckLengths(c)) == 0 {
			t.Errorf("%s %.60v: no length is found wrong", c.Method, c.Params)
		}
	}
}
