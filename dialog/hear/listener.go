package hear

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/town"
)

// Known is what is known before anybody speaks: the kinds of matters, the town, and how
// stories are told apart. It does not change while somebody listens.
type Known struct {
	Catalog    *catalog.Catalog
	Town       *town.Town
	Classifier *classify.Model
}

// Listener hears the words of one step: it knows the town and what was said before, and
// changes neither.
type Listener struct {
	*Known
	// State is what is known of the address that speaks.
	State *dialog.State
	// Now is the moment of the step, in the town's zone.
	Now time.Time
	// Wrote is when the words that are read now were written, where they came late.
	Wrote time.Time
	// read is the last of the texts read in this step.
	read  *reading
	blank []reading // made several at once
}

// Slot finds a slot of the matter's category; before there is one, the slots every
// category knows.
func (t *Listener) Slot(m *dialog.Matter, key string) (catalog.Slot, bool) {
	if c, ok := t.Catalog.Category(m.Category); ok {
		if s, ok := c.Slot(key); ok {
			return s, true
		}
	}
	switch key {
	case "what":
		return catalog.Slot{Key: key, Level: catalog.Must, Type: catalog.TypeText}, true
	case "where":
		return catalog.Slot{Key: key, Level: catalog.Must, Type: catalog.TypePlace}, true
	case "who", "name":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeString}, true
	case "when":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeDate}, true
	case "amount":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeMoney}, true
	case "phone":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypePhone}, true
	case dialog.GridSlot:
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeString}, true
	case "wish":
		return catalog.Slot{Key: key, Level: catalog.Agent, Type: catalog.TypeText}, true
	}
	return catalog.Slot{}, false
}

// written is the moment from which the words that are read see days and hours.
func (t *Listener) written() time.Time {
	if t.Wrote.IsZero() {
		return t.Now
	}
	return t.Wrote.In(t.Town.Zone)
}

// Lang is the language spoken now.
func (t *Listener) Lang() string {
	if t.State.Lang == "en" {
		return "en"
	}
	return "zh"
}
