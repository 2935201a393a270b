package bench

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"github.com/twilio/twilio-go/client"
)

// TestCountSeesWhatIsBroken: each promise that is broken is counted, and nothing else.
func TestCountSeesWhatIsBroken(t *testing.T) {
	said := func(id, text string) event { return event{Case: id, By: "resident", Kind: "said", Text: text} }
	told := func(id, text string) event { return event{Case: id, By: "bot", Kind: "said", Text: text} }
	story := newResident(7, false).story()
	fine := []event{said("A", story), said("A", "b"), told("A", "x"), told("A", "y")}
	for _, row := range []struct {
		name  string
		feed  []event
		heard []string
		want  count
	}{
		{"all is well", fine, []string{"x", "y"}, count{}},
		{"lost", []event{said("A", story), told("A", "x"), told("A", "y")}, []string{"x", "y"}, count{lost: 1}},
		{"twice", append(fine[:4:4], said("A", "b")), []string{"x", "y"}, count{doubled: 1}},
		{"twice, in a case of its own", append(fine[:4:4], said("B", story)), []string{"x", "y"}, count{doubled: 1}},
		{"out of order", []event{said("A", "b"), said("A", story), told("A", "x"), told("A", "y")}, []string{"x", "y"}, count{mixed: 1}},
		{"not sent", fine, []string{"x"}, count{unsent: 1}},
		{"sent twice", fine, []string{"x", "y", "y"}, count{resent: 1}},
		{"told out of order", fine, []string{"y", "x"}, count{disorder: 1}},
	} {
		r := newResident(7, false)
		r.said = []line{{text: story}, {text: "b"}}
		for _, text := range row.heard {
			r.hear(text)
		}
		row.want.accepted, row.want.replies = 2, 2
		got := compare(row.feed, []*resident{r}, true)
		if got != row.want {
			t.Errorf("%s: %+v, want %+v", row.name, got, row.want)
		}
		if got.bad() != (row.name != "all is well") {
			t.Errorf("%s: bad is %v", row.name, got.bad())
		}
	}
}

// TestSignedAsTwilioSigns: the library that the server uses accepts the signature.
func TestSignedAsTwilioSigns(t *testing.T) {
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(string(twilioRequest("127.0.0.1:1", "SM1", "+8613900000102", "路灯 & 水管坏了")))))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.ParseForm(); err != nil {
		t.Fatal(err)
	}
	params := map[string]string{}
	for name := range r.PostForm {
		params[name] = r.PostForm.Get(name)
	}
	validator := client.NewRequestValidator(authToken)
	if !validator.Validate(publicURL+"/sms", params, r.Header.Get("X-Twilio-Signature")) {
		t.Error("the signature is wrong")
	}
}

// TestAnswersAreReadToTheirEnd: the second answer begins where the first ends, and
// what is no answer is told.
func TestAnswersAreReadToTheirEnd(t *testing.T) {
	in := bufio.NewReader(strings.NewReader("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" +
		"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nno\n" + "HTTP/1.1 200 OK\r\n\r\n" + "what\r\n"))
	for _, want := range []int{200, 503, 200, 0} {
		got, err := readStatus(in)
		if got != want || (err != nil) != (want == 0) {
			t.Errorf("status %d, %v; want %d", got, err, want)
		}
	}
}
