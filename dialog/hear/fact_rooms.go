package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Rooms of an estate, the teller's and the other side's.

var (
	// roomZh is a room told without its word behind an estate or a house: 兴学社区302.
	roomZh = pattern.MustCompile(`^[1-9][0-9]{2,3}(?:室|号房)?(?:$|[,，。;；!！ \n])`)
	// hasRooms ends a place that has rooms.
	hasRooms = pattern.MustCompile(`(?:社区|小区|花园|花苑|家园|公寓|苑|幢|栋|单元|号楼)$`)
	// roomAtEnd is the room of a place that was told.
	roomAtEnd = pattern.MustCompile(`[1-9][0-9]{2,3}(?:室|号房)?$`)
)

// A message that tells rooms and nothing else has at most so many characters, or words.
const roomsHan, roomsWords = 12, 12

// roomsCorrected reads whose room is which, told after the place: 楼上是402 我家302. The
// place is the teller's, the other number goes to the other side; nil where neither is new.
func roomsCorrected(m *dialog.Matter, text string) []Command {
	where, who := m.Slots["where"], m.Slots["who"]
	rooms, ok := understand.RoomsTold(text)
	if !ok || !m.Has("where") || where.By != dialog.ByResident || !roomAtEnd.MatchString(where.Raw) && !hasRooms.MatchString(where.Raw) {
		return nil
	}
	var cmds []Command
	if rooms.Mine != "" && roomAtEnd.FindString(where.Raw) != rooms.Mine {
		between := ""
		if !pattern.HasHan(where.Raw) {
			between = " "
		}
		whole := strings.TrimRight(roomAtEnd.ReplaceAllString(where.Raw, ""), " ") + between + rooms.Mine
		cmds = append(cmds, Command{Do: DoCorrect, Slot: "where", Value: whole, Raw: whole})
	}
	if relation := roomAtEnd.ReplaceAllString(who.Value, ""); rooms.Theirs != "" && m.Has("who") && namelessly(strings.TrimSpace(relation)) {
		between := ""
		if !pattern.HasHan(relation) {
			between = " "
		}
		if whole := strings.TrimSpace(relation) + between + rooms.Theirs; whole != who.Value {
			cmds = append(cmds, Command{Do: DoCorrect, Slot: "who", Value: whole, Raw: whole})
		}
	}
	if len(cmds) > 0 && BesideFacts(text, nil, roomsHan+1, roomsWords+1) {
		cmds = append(cmds, Command{Do: DoAdd, Text: text})
	}
	return cmds
}

// theirRoomBehind is the other side's room told behind one's own place.
var theirRoomBehind = pattern.MustCompile(`[,， ]+(?:楼上|楼下|隔壁|对门|对面)(?:那?家|那?户)?(?:是|在)?[1-9][0-9]{2,3}(?:室|号)?$`)

// roomsBeside adds the rooms told beside a place and the other side: "building 2, I'm 301,
// upstairs is 401".
func roomsBeside(m *dialog.Matter, text string, facts []Command) []Command {
	rooms, ok := understand.RoomsTold(text)
	if !ok {
		return facts
	}
	told := false
	for i, c := range facts {
		told = told || c.Slot == "who"
		if at := theirRoomBehind.FindStringIndex(c.Raw); c.Slot == "where" && at != nil && at[0] > 0 && rooms.Theirs != "" {
			whole := c.Raw[:at[0]]
			facts[i].Value, facts[i].Raw = whole, whole // 罗埠花园3幢401 楼上501
			continue
		}
		if c.Slot != "where" || rooms.Mine == "" || !hasRooms.MatchString(c.Raw) && !houseNamed.MatchString(c.Raw) {
			continue
		}
		between := ""
		if !pattern.HasHan(c.Raw) {
			between = " "
		}
		facts[i].Value, facts[i].Raw = c.Raw+between+rooms.Mine, c.Raw+between+rooms.Mine
	}
	if told || rooms.Whose == "" || m.Has("who") && !namelessly(m.Slots["who"].Value) {
		return facts
	}
	between := ""
	if !pattern.HasHan(rooms.Whose) {
		between = " "
	}
	whole := rooms.Whose + between + rooms.Theirs
	return append(facts, Command{Do: DoSet, Slot: "who", Value: whole, Raw: whole})
}
