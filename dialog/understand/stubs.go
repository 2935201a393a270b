package understand

// Places finds places: those known to the caller first, else by pattern.
func Places(text string, known func(string) []Match, lang string) []Finding { return nil }

// Persons finds the people a text speaks of, the speaker left out.
func Persons(text string, lang string) []Person { return nil }

// Name finds the speaker's own name; answer says that the name had been asked for.
func Name(text string, answer bool) (Finding, bool) { return Finding{}, false }

// Wish finds what the speaker wants done.
func Wish(text, lang string) (Finding, bool) { return Finding{}, false }

// YesNo reads a message that is nothing but a yes or a no.
func YesNo(text string) Answer { return Unclear }

// Unknown says that the whole answer is "I do not know".
func Unknown(text string) bool { return false }

// Options reads an answer to a numbered list; labels holds, for each option, the words that name it.
// The result holds indexes into labels; an empty, non-nil result is "none" (0). nil: not understood.
func Options(text string, labels [][]string, multi bool) []int { return nil }

// Correction reads "not this, that" in its forms.
func Correction(text, lang string) (Correct, bool) { return Correct{}, false }

// ReadCommand reads a command; rest is what was said beside it.
func ReadCommand(text, lang, channel string) (cmd Command, rest string) { return None, "" }
