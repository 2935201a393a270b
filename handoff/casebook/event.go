package casebook

import (
	"time"

	"frontdoor/dialog"
)

// EventVersion is the version of the stored form of an event.
const EventVersion = 1

// Event is one thing that happened to one case: a dialog.Change with its place
// in the book.
//
// In storage an event has two halves. The open half (case, seq, time, kind, by,
// agent and the like) is always readable; the private half (words, media, slot
// values, the address) is a JSON document of its own, sealed under the case's key (see
// Vault), so that destroying that key erases the words and leaves the figures.
type Event struct {
	dialog.Change
	// Seq is 1, 2, 3 … within the case; set by the engine.
	Seq int
	At  time.Time
	// Address is whose talk it belongs to.
	Address dialog.Address
	// Message is the outgoing message's ID where the event says something to a
	// resident or is a receipt of it.
	Message string
	// Choices and Asks are what a bot message offered and asked.
	Choices []dialog.Choice
	Asks    string
	Safety  bool
	// Receipt is set on ChangeReceipt; Text then says why it failed.
	Receipt Receipt
	// Provider is the provider's own ID of a sent message, on ChangeReceipt.
	Provider string
	// File names the file that a ChangeMedia is about. Value then is its FileState,
	// Text why it is not there; Media are the file as it is kept and, if there is
	// one, a small picture of it.
	File FileRef
	// Sealed is the private half as it is stored, where it was asked for so (Unopened):
	// all that is private is empty then, and it is stored again as it is.
	Sealed string
}
