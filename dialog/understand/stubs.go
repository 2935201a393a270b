package understand

// Persons finds the people a text speaks of, the speaker left out.
func Persons(text string, lang string) []Person { return nil }

// Name finds the speaker's own name; answer says that the name had been asked for.
func Name(text string, answer bool) (Finding, bool) { return Finding{}, false }

// Wish finds what the speaker wants done.
func Wish(text, lang string) (Finding, bool) { return Finding{}, false }
