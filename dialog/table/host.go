package table

import "frontdoor/dialog/say"

// Host is one step at a table of mediation, or beside one.
type Host struct {
	say.Speaker
	// Story keeps what the resident was telling when a table wants their ear.
	Story StoryKeeper
}

// StoryKeeper takes down a story under way without answering it.
type StoryKeeper interface{ FlushQuietly() }
