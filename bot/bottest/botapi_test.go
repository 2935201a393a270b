package bottest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// call posts a JSON body to a method and gives status and description.
func call(t *testing.T, b *BotAPI, token, method, kind, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(b.URL()+"/bot"+token+"/"+method, kind, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	var a struct {
		OK          bool   `json:"ok"`
		Code        int    `json:"error_code"`
		Description string `json:"description"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	if a.OK != (resp.StatusCode == 200) || !a.OK && a.Code != resp.StatusCode {
		t.Errorf("status %d with ok %v, code %d", resp.StatusCode, a.OK, a.Code)
	}
	return resp.StatusCode, a.Description
}

func TestBotAPIIsStrict(t *testing.T) {
	b := NewBotAPI("1:a")
	defer b.Close()
	const js, form = "application/json", "application/x-www-form-urlencoded"
	button := func(data string) string {
		return fmt.Sprintf(`{"chat_id":7,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"b","callback_data":%q}]]}}`, data)
	}
	for _, c := range []struct {
		name, token, method, kind, body string
		code                            int
		says                            string
	}{
		{"JSON", "1:a", "sendMessage", js, `{"chat_id":7,"text":"hello"}`, 200, ""},
		{"form", "1:a", "sendMessage", form, `chat_id=7&text=hello`, 200, ""},
		{"multipart", "1:a", "sendMessage", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n--x--\r\n", 200, ""},
		{"wrong token", "1:b", "sendMessage", js, `{"chat_id":7,"text":"hello"}`, 401, "Unauthorized"},
		{"no such method", "1:a", "sendThought", js, `{}`, 404, "Not Found"},
		{"no chat", "1:a", "sendMessage", js, `{"text":"hello"}`, 400, "chat_id is empty"},
		{"no text", "1:a", "sendMessage", js, `{"chat_id":7,"text":" \n"}`, 400, "text is empty"},
		{"4096 units", "1:a", "sendMessage", form, "chat_id=7&text=" + strings.Repeat("a", 4096), 200, ""},
		{"4097 units", "1:a", "sendMessage", form, "chat_id=7&text=" + strings.Repeat("a", 4097), 400, "too long"},
		{"4098 units of 2049 emoji", "1:a", "sendMessage", js, `{"chat_id":7,"text":"` + strings.Repeat("😀", 2049) + `"}`, 400, "too long"},
		{"64 bytes in a button", "1:a", "sendMessage", js, button(strings.Repeat("a", 64)), 200, ""},
		{"65 bytes in a button", "1:a", "sendMessage", js, button(strings.Repeat("a", 65)), 400, "BUTTON_DATA_INVALID"},
		{"66 bytes in 22 letters", "1:a", "sendMessage", js, button(strings.Repeat("村", 22)), 400, "BUTTON_DATA_INVALID"},
		{"an empty button", "1:a", "sendMessage", js, button(""), 400, "BUTTON_DATA_INVALID"},
		{"a button that does two things", "1:a", "sendMessage", js, `{"chat_id":7,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"b","callback_data":"c","copy_text":{"text":""}}]]}}`, 400, "exactly one"},
		{"a parameter of nobody's", "1:a", "sendMessage", js, `{"chat_id":7,"text":"a","txet":"b"}`, 400, "no parameter"},
		{"not JSON", "1:a", "sendMessage", js, `{`, 400, "can't parse"},
		{"no photo", "1:a", "sendPhoto", js, `{"chat_id":7}`, 400, "no photo"},
		{"nothing to answer", "1:a", "answerCallbackQuery", js, `{}`, 400, "query ID is invalid"},
		{"a webhook without TLS", "1:a", "setWebhook", js, `{"url":"http://town.example/telegram"}`, 400, "HTTPS"},
		{"a secret with a blank", "1:a", "setWebhook", js, `{"url":"https://town.example/telegram","secret_token":"a b"}`, 400, "unallowed"},
	} {
		code, says := call(t, b, c.token, c.method, c.kind, c.body)
		if code != c.code || !strings.Contains(says, c.says) {
			t.Errorf("%s: %d %q, want %d %q", c.name, code, says, c.code, c.says)
		}
	}
	if n := len(b.Sent()); n != 5 {
		t.Errorf("took %d messages, want 5", n)
	}
}

func TestBotAPIGivesTrouble(t *testing.T) {
	b := NewBotAPI("1:a")
	defer b.Close()
	send := func(chat int) (int, error) {
		resp, err := http.Post(b.URL()+"/bot1:a/sendMessage", "application/json", strings.NewReader(fmt.Sprintf(`{"chat_id":%d,"text":"hello"}`, chat)))
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()                 //nolint:errcheck // only read from
		_, err = io.Copy(io.Discard, resp.Body) // lets the connection be used again
		return resp.StatusCode, err
	}
	b.Trouble(2, 7, BlockedBot)
	for i, want := range []int{403, 403, 200} {
		if code, err := send(7); code != want || err != nil {
			t.Errorf("send %d: %d %v, want %d", i, code, err, want)
		}
		if code, err := send(8); code != 200 || err != nil {
			t.Errorf("another chat: %d %v", code, err)
		}
	}
	took := len(b.Sent())
	b.Trouble(1, 7, LostAnswer)
	if code, err := send(7); err == nil || len(b.Sent()) != took+1 {
		t.Errorf("a lost answer: %d %v, took %d more", code, err, len(b.Sent())-took)
	}
	b.Trouble(-1, 0, Down)
	if code, _ := send(9); code != 502 {
		t.Errorf("down: %d", code)
	}
	b.Mend()
	if code, _ := send(9); code != 200 {
		t.Errorf("mended: %d", code)
	}
}

func TestUpdatesWaitForTheirOffset(t *testing.T) {
	b := NewBotAPI("1:a")
	defer b.Close()
	b.Queue(TextUpdate(5, 1, 7, "a"), TextUpdate(6, 2, 7, "b"))
	for _, c := range []struct{ offset, left int }{{0, 2}, {5, 2}, {6, 1}, {6, 1}, {7, 0}} {
		if code, says := call(t, b, "1:a", "getUpdates", "application/json", fmt.Sprintf(`{"offset":%d,"timeout":0}`, c.offset)); code != 200 {
			t.Fatalf("%d %s", code, says)
		}
		if b.Pending() != c.left {
			t.Errorf("offset %d leaves %d, want %d", c.offset, b.Pending(), c.left)
		}
	}
	first := make(chan int)
	go func() {
		code, _ := call(t, b, "1:a", "getUpdates", "application/json", `{"timeout":50}`)
		first <- code
	}()
	if !waitUntil(10*time.Second, func() bool { b.mu.Lock(); defer b.mu.Unlock(); return b.polls == 6 }) {
		t.Fatal("it does not poll")
	}
	call(t, b, "1:a", "getUpdates", "application/json", `{"timeout":0}`)
	if code := <-first; code != 409 {
		t.Errorf("the poll another one ended was answered %d", code)
	}
}

func TestMessagesAPIIsStrict(t *testing.T) {
	const sid, token = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "t0ken"
	m := NewMessagesAPI(sid, token)
	defer m.Close()
	ok := "To=%2B8613900000102&From=%2B15558675310&Body=hello"
	for _, c := range []struct {
		name, user, password, sid, body string
		status, code                    int
	}{
		{"taken", sid, token, sid, ok, 201, 0},
		{"wrong token", sid, "x", sid, ok, 401, 20003},
		{"another account", sid, token, "ACb", ok, 404, 20404},
		{"no receiver", sid, token, sid, "From=%2B15558675310&Body=hello", 400, 21604},
		{"bad receiver", sid, token, sid, "To=wu&From=%2B15558675310&Body=hello", 400, 21211},
		{"no sender", sid, token, sid, "To=%2B8613900000102&Body=hello", 400, 21603},
		{"no body", sid, token, sid, "To=%2B8613900000102&From=%2B15558675310", 400, 21602},
		{"1600", sid, token, sid, ok + strings.Repeat("a", 1595), 201, 0},
		{"1601", sid, token, sid, ok + strings.Repeat("a", 1596), 400, 21617},
		{"bad callback", sid, token, sid, ok + "&StatusCallback=/sms/status", 400, 21609},
		{"a parameter of nobody's", sid, token, sid, ok + "&Txet=1", 400, 20001},
		{"a service", sid, token, sid, "To=%2B8613900000102&MessagingServiceSid=MG0123456789abcdef0123456789abcdef&Body=hello", 201, 0},
		{"no service", sid, token, sid, "To=%2B8613900000102&MessagingServiceSid=MG1&Body=hello", 400, 21701},
	} {
		r := httptest.NewRequest("POST", "/2010-04-01/Accounts/"+c.sid+"/Messages.json", strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(c.user, c.password)
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		var got struct {
			Code int    `json:"code"`
			SID  string `json:"sid"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if w.Code != c.status || got.Code != c.code || (got.SID != "") != (c.status == 201) {
			t.Errorf("%s: %d %s, want %d, code %d", c.name, w.Code, w.Body, c.status, c.code)
		}
	}
	if n := len(m.Sent()); n != 3 {
		t.Errorf("took %d, want 3", n)
	}
}
