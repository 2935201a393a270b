package sms

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// messageParam carries our message id in the URL of status callbacks.
const messageParam = "m"

// receipts are Twilio's states that tell something; those before "sent" do not.
var receipts = map[string]casebook.Receipt{
	"sent":        casebook.Sent,
	"delivered":   casebook.Delivered,
	"read":        casebook.Read,
	"undelivered": casebook.Failed,
	"failed":      casebook.Failed,
	"canceled":    casebook.Failed,
}

// status takes in what became of a message. Callbacks may come out of order and
// more than once; the book sees to it that a message never goes backwards.
func (c *Channel) status(w http.ResponseWriter, r *http.Request) {
	form, ok := c.read(w, r)
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
	if receipt, ok := receipts[state]; ok {
		if err := c.takeReceipt(r, form, sid, receipt); err != nil {
			c.cfg.Log.Error("sms: a receipt was not stored", "sid", sid, "err", err)
			http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusOK)
}

func (c *Channel) takeReceipt(r *http.Request, form url.Values, sid string, receipt casebook.Receipt) error {
	reason := ""
	code, _ := strconv.Atoi(form.Get("ErrorCode")) //nolint:errcheck // none is 0
	if receipt == casebook.Failed {
		reason = reasonFor(code)
	}
	to := dialog.Address(dialog.SMS + ":" + form.Get("To"))
	if code == optedOut {
		gone := dialog.Input{ID: "gone:" + sid, Kind: dialog.Blocked, From: to, At: c.cfg.Now()}
		if err := c.cfg.Receive(r.Context(), gone); err != nil {
			return err
		}
	}
	err := c.cfg.Receipts(r.Context(), to, r.URL.Query().Get(messageParam), sid, receipt, reason)
	if errors.Is(err, casebook.ErrNotFound) {
		c.cfg.Log.Warn("sms: a receipt about a message that is not in the book", "sid", sid, "receipt", receipt)
		return nil
	}
	return err
}
