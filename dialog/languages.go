package dialog

// Languages are the languages the bot speaks; each has a file of phrases.
func Languages() []string { return []string{"zh", "en"} }
