package bot

// InWords joins the two languages an agent may read a reason in. A reason says
// what happened and, where somebody can do something, what to do; it never holds
// a phone number, a name or a resident's words.
func InWords(zh, en string) string { return zh + " / " + en }
