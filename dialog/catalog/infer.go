package catalog

// Infer finds the one option that the words of a message clearly say. The raw words
// found come back beside its key; ok is false when the words say none, or two that
// contradict each other. For a slot with several answers the keys are sorted and
// joined with commas. Negated words ("没有裂缝", "no cracks") do not count.
func (s Slot) Infer(text string) (value, raw string, ok bool) { return "", "", false }

func mentionsAny(text string, words []string) bool { return false }
