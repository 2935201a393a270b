package understand

import "frontdoor/dialog/pattern"

// Rooms are the rooms of two neighbours told in one breath: 楼上是402 我家302.
type Rooms struct {
	Mine   string // the teller's own: 302; "" where it was not told
	Theirs string // the other side's: 402; "" where it was not told
	Whose  string // how the words name the other side: 楼上, "upstairs"
}

// A room has three or four digits; behind it stands its word, or the words end there.
const aRoom = `([1-9][0-9]{2,3})(?:室|号房?|房间?)?`

var (
	myRoom       = pattern.MustCompile(`(?:我们?家?|咱们?家?|俺家?|自己家?|本人)(?:就?是|就?住在?|在)?的? ?` + aRoom + `(?:$|[,，。;；、 的])`)
	isMyRoom     = pattern.MustCompile(`(?:^|[,，。;；、 是])` + aRoom + `(?:才?是|是)?(?:我家|我们家|我自己家|我住|自己家)`)
	theirRoom    = pattern.MustCompile(`(?:楼上|楼下|隔壁|对门|对面|对方|他们?家?|她们?家?|邻居|那家|那户|漏水的?|吵的?)(?:那?家|那?户)?(?:才?是|就?住在?|在)?的? ?` + aRoom + `(?:$|[,，。;；、 的])`)
	isTheirRoom  = pattern.MustCompile(`(?:^|[,，。;；、 是])` + aRoom + `(?:才是|是)(?:楼上|楼下|隔壁|对门|对面|对方|他们?家|她们?家|邻居|[\p{Han}]{1,6}(?:那家|那户|人家))`)
	myRoomEn     = pattern.MustCompile(`(?i)\b(?:i'm|i am|we're|we are|i live|we live|mine is|my (?:flat|room|apartment|unit) is|ours is)(?: in| at)? (?:flat |room |apartment |unit |number )?([1-9][0-9]{2,3})(?:$|[,.;]| and\b| not\b)`)
	theirRoomEn  = pattern.MustCompile(`(?i)\b(?:they're|they are|they live|theirs is|(?:the )?(?:upstairs|downstairs|neighbou?rs?|one above|ones above|family above)(?: (?:is|are|live|lives))?|he's|he is|she's|she is)(?: in| at)? (?:flat |room |apartment |unit |number )?([1-9][0-9]{2,3})(?:$|[,.;]| and\b| not\b)`)
	nextDoors    = pattern.MustCompile(`(?i)楼上|楼下|隔壁|对门|对面|邻居|\b(?:upstairs|downstairs|neighbou?r)`)
	roomsOfWords = []struct {
		form *pattern.Pattern
		mine bool
	}{{myRoom, true}, {isMyRoom, true}, {theirRoom, false}, {isTheirRoom, false}, {myRoomEn, true}, {theirRoomEn, false}}
)

// RoomsTold reads whose room is which: 楼上是402 我家302, 我住201 301是漏水那家, "we are 302,
// upstairs is 402". ok is false where no room is told, or one number for both.
func RoomsTold(text string) (rooms Rooms, ok bool) {
	for _, w := range roomsOfWords {
		got := w.form.FindStringSubmatch(text)
		switch {
		case got == nil:
		case w.mine && rooms.Mine == "":
			rooms.Mine = got[1]
		case !w.mine && rooms.Theirs == "":
			rooms.Theirs, rooms.Whose = got[1], nextDoors.FindString(got[0])
		}
	}
	return rooms, rooms.Mine != rooms.Theirs
}
