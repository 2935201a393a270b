package dialog

// Media is one photo, voice note, video or file. The bytes stay with the channel
// (or the town's media folder) and are opened by Ref.
type Media struct {
	Kind string `json:"kind"` // photo, voice, video, file, sticker
	Ref  string `json:"ref"`  // opaque to all but the channel
	Name string `json:"name,omitempty"`
	MIME string `json:"mime,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes, 0 where unknown
}

// Pin is a point in WGS 84 degrees.
type Pin struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
	// Label is what the sender's map calls the place; it is no word of theirs.
	Label string `json:"label,omitempty"`
}
