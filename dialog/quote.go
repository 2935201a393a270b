package dialog

// Quote is a sentence of the bot as it stands, for who must show it before or
// beside a talk: the first greeting of the chat page, what a hand-back will say.
func (sc *Script) Quote(lang, key string) string {
	vars := Vars{"persona": sc.Town.Persona.In(lang), "town": sc.Town.Name(lang), "human": sc.Town.HumanPhone}
	for _, h := range sc.Town.Hotlines {
		vars[h.Key] = h.Number
	}
	return sc.Phrases.Say(lang, key, 0, vars)
}
