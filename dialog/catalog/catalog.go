package catalog

// Catalog is a checked catalogue. It does not change after Parse.
type Catalog struct {
	Version int
	// Questions is how many questions for slots the bot may ask before the summary.
	Questions  int
	categories []Category
	byKey      map[string]int
}

// Categories are all categories in the order of the file.
func (c *Catalog) Categories() []Category { return c.categories }

// Category finds a category by its key.
func (c *Catalog) Category(key string) (Category, bool) {
	i, ok := c.byKey[key]
	if !ok {
		return Category{}, false
	}
	return c.categories[i], true
}

// Text is one thing said in both languages.
type Text struct {
	Zh string
	En string
}

// In gives the text in a language: "en" is English, everything else Chinese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Zh
}

// Category is one kind of matter.
type Category struct {
	Key string
	// Title is the full name, Label the short one for menus and buttons (at most
	// 6 Chinese or 14 English characters), Scope what belongs here.
	Title Text
	Label Text
	Scope Text
	// Public says that a case may be listed to other people, without its words.
	Public bool
	// Restricted says that only roles named for this category see its queue;
	// other agents see at most that a case exists.
	Restricted bool
	// NeverTo names the slot that tells who must not handle the case: never routed
	// to that person or that person's station. Empty for none.
	NeverTo string
	// UrgentIf are the conditions of the whole category; those of its slots are
	// beside them (see Urgent).
	UrgentIf     []Condition
	FirstHandler []Text
	Deadlines    []Deadline
	// Slots are in the order in which they are asked.
	Slots  []Slot
	bySlot map[string]int
}

// Name is the full name in a language.
func (c Category) Name(lang string) string { return c.Title.In(lang) }

// Short is the name for menus and buttons.
func (c Category) Short(lang string) string { return c.Label.In(lang) }

// Slot finds a slot by its key.
func (c Category) Slot(key string) (Slot, bool) {
	i, ok := c.bySlot[key]
	if !ok {
		return Slot{}, false
	}
	return c.Slots[i], true
}

// Musts are the slots the hand-off waits for, in order.
func (c Category) Musts() []Slot { return c.level(Must) }

// Asks are the slots the bot may ask beyond the musts, in order.
func (c Category) Asks() []Slot { return c.level(Ask) }

// AgentAsks are the slots only an agent asks for, in order.
func (c Category) AgentAsks() []Slot { return c.level(Agent) }

func (c Category) level(l Level) []Slot {
	n := 0
	for i := range c.Slots {
		if c.Slots[i].Level == l {
			n++
		}
	}
	found := make([]Slot, 0, n)
	for i := range c.Slots {
		if c.Slots[i].Level == l {
			found = append(found, c.Slots[i])
		}
	}
	return found
}

// Urgent says whether anything known makes the case urgent: a condition of the
// category or of one of its slots.
func (c Category) Urgent(f Facts) bool {
	if Any(c.UrgentIf, f) {
		return true
	}
	for _, s := range c.Slots {
		if Any(s.UrgentIf, f) {
			return true
		}
	}
	return false
}

// Flags are the flags that the known values set, without doubles, in slot order.
func (c Category) Flags(f Facts) []string {
	var flags []string
	seen := map[string]bool{}
	for _, s := range c.Slots {
		for _, flag := range s.FlagsFor(f.Values[s.Key]) {
			if !seen[flag] {
				seen[flag] = true
				flags = append(flags, flag)
			}
		}
	}
	return flags
}

// Notes are what an agent should be told about the known values, in slot order.
func (c Category) Notes(f Facts) []Text {
	var notes []Text
	for _, s := range c.Slots {
		for _, n := range s.Notes {
			if Any(n.If, f) {
				notes = append(notes, n.Text)
			}
		}
	}
	return notes
}
