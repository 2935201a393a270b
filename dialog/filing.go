package dialog

// Filing is what a case told anonymously takes along: the words and what was
// understood of them, and the files that lose what they say about their sender when they
// are kept. No name, phone or address, no message of the talk it came from.
type Filing struct {
	Lang       string          `json:"lang,omitempty"`
	Category   string          `json:"category,omitempty"`
	Confidence float64         `json:"confidence,omitempty"`
	Chosen     bool            `json:"chosen,omitempty"`
	Slots      map[string]Slot `json:"slots,omitempty"`
	Flags      []Flag          `json:"flags,omitempty"`
	Files      []Media         `json:"files,omitempty"`
	// Wording and Consent are those of Matter.
	Wording string `json:"wording,omitempty"`
	Consent string `json:"consent,omitempty"`
}
