package sms

import (
	"net/http"
	"strconv"

	"frontdoor/bot"
	"frontdoor/handoff/casebook"
)

// What the URL of status callbacks carries: our message id, and that a text was not the
// last of its message.
const (
	messageParam = "m"
	partParam    = "part"
)

// receipts are Twilio's states that tell something; those before "sent" do not. Nobody knows
// of a text message that it was read: what says so went another way, and has arrived.
var receipts = map[string]casebook.Receipt{
	"sent":        casebook.Sent,
	"delivered":   casebook.Delivered,
	"read":        casebook.Delivered,
	"undelivered": casebook.Failed,
	"failed":      casebook.Failed,
	"canceled":    casebook.Failed,
}

// status takes in what became of a message.
func (t *Twilio) status(w http.ResponseWriter, r *http.Request) {
	form, ok := t.read(w, r)
	if !ok {
		return
	}
	sid, state := form.Get("MessageSid"), form.Get("MessageStatus")
	if sid == "" {
		sid, state = form.Get("SmsSid"), form.Get("SmsStatus") // the older names
	}
	if sid == "" || state == "" {
		http.Error(w, "MessageSid or MessageStatus is missing", http.StatusBadRequest)
		return
	}
	code, _ := strconv.Atoi(form.Get("ErrorCode")) //nolint:errcheck // none is 0
	report := Report{Message: r.URL.Query().Get(messageParam), Provider: sid, To: form.Get("To"), Receipt: receipts[state], OptedOut: code == optedOut}
	part := r.URL.Query().Has(partParam)
	tells := report.Receipt != "" && (report.Receipt == casebook.Failed || !part)
	if report.Receipt == casebook.Failed {
		report.Reason = reasonFor(code)
		if part {
			report.Receipt = casebook.PartFailed
			report.Reason = bot.Behind("其中一段没送到：", "a part of it was not delivered: ", report.Reason)
		}
	}
	if tells {
		if err := t.to.Reported(r.Context(), report); err != nil {
			t.cfg.Log.Error("sms: a receipt was not stored", "sid", sid, "err", err)
			http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusOK)
}
