package script

// Host is one step at a table of mediation, or beside one.
type Host struct {
	Speaker
	// story keeps what the resident was telling when a table wants their ear.
	story storyKeeper
}

// storyKeeper takes down a story under way without answering it.
type storyKeeper interface{ flushQuietly() }
