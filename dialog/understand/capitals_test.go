package understand

import "testing"

func TestNamesWrittenSmall(t *testing.T) {
	for text, want := range map[string]string{
		"im john smith": "im John Smith", "my name is mary o'brien": "my name is Mary O'brien", "this is dave from number 12": "this is Dave from number 12",
		"boss is called mike turner": "boss is called Mike Turner", "Im tom parker u can reach me on 13812340099": "Im Tom Parker u can reach me on 13812340099", "call me bob": "call me Bob",
		"i'm grace from the corner shop": "i'm Grace from the corner shop", "daniel reyes, call 13800138000": "Daniel Reyes, call 13800138000", "his name is zhang": "his name is Zhang",
		"my boss zhou dahai owes me 8000": "my Boss Zhou Dahai owes me 8000", "landlord chen won't pay": "landlord Chen won't pay", "a man called wang jianguo ran into me": "a man called Wang Jianguo ran into me", "call wang guo ping": "call Wang Guo Ping",
		"mr li built a wall": "Mr Li built a wall", "ask mr. hargreaves": "ask Mr. Hargreaves", "old xu told me": "Old Xu told me", "uncle bao lost his leg": "Uncle Bao lost his leg",
		"lights out in houzhang village": "lights out in Houzhang village", "the head of xiafan sold it": "the head of Xiafan sold it", "hurt at hengda plastics factory": "hurt at Hengda plastics factory", "boss of golden dragon hotpot": "boss of Golden Dragon hotpot",
		"since Monday mr li is away": "since Monday Mr Li is away", "I think mr li did it": "I think Mr Li did it",
		"MY LANDLORD CHEN KEEPS MY DEPOSIT": "my landlord Chen keeps my deposit", "ANNA 13511112222": "ANNA 13511112222", "THE BOSS IS MEAN": "the boss is mean",
		// no names
		"i'm tired": "", "im so angry": "", "this is urgent": "", "i am at the river": "", "it's a long story": "", "its may already": "", "it's sunny": "", "call me back please": "", "call me tomorrow": "", "i'm old and sick": "", "this is ridiculous": "",
		"he long ago lent me money": "", "the old fan is broken": "", "uncle owes me": "", "i miss my wife": "", "i am in a bike race at home": "", "we sang a song": "", "women manage the site": "", "my uncle said so": "", "the boss lied": "", "the boss is a liar": "", "police was called again": "",
		"wo shi zhang wei, wo jia de ludeng huaile": "",
		// who puts capitals on names puts them on all of them
		"Mr Li and wang jianguo": "", "at Renmin Road mr li fell": "", "路灯坏了": "", "": "",
	} {
		if want == "" {
			want = text
		}
		if got := AsWritten(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestNamesWrittenSmallAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"im john smith, the lamp is out": "john smith", "this is mary o'brien, no phone sorry": "mary o'brien", "i'm mrs hargreaves, 0579 82334455": "mrs hargreaves", "this is chen li": "chen li", "you can use my name, li ming": "li ming",
		"i'm wang fang's daughter": "", "my landlord is mr li": "", "factory name is jinlong toys": "", "he lives upstairs, name is dave i think": "", "the man next door is loud, name is Li Wei": "", "lamp is out, name is dave": "dave",
	} {
		if got, ok := Name(text, false); got.Value != want || ok != (want != "") {
			t.Errorf("%q: name %q %v, want %q", text, got.Value, ok, want)
		}
	}
	for text, want := range map[string]string{
		"mei, no phone": "mei", "its li wei": "li wei", "its broken": "", "just emily, no phone": "emily", "mary, hubin community": "mary", "daniel reyes, call 13800138000": "daniel reyes",
		"i want proper compensation": "", "want it fixed": "", "back later": "",
	} {
		if got, ok := Name(text, true); got.Value != want || ok != (want != "") {
			t.Errorf("%q: answered name %q %v, want %q", text, got.Value, ok, want)
		}
	}
	for text, want := range map[string]string{
		"its the hengfa plating factory in luobu, boss is called mike chen": "hengfa plating factory|boss mike chen", "the landlord is mr wong, not wang": "landlord mr wong", "owner is a woman called xu, sells vegetables": "owner xu",
		"jinxing packaging, its in the industrial zone": "jinxing packaging", "my employer golden lotus ktv keeps my passport": "employer golden lotus ktv", "i work at sunrise toys factory": "sunrise toys factory",
		"the tenant mr. christopher alexander montgomery drove his van": "tenant mr. christopher alexander montgomery", "the boss is mean": "boss", "MY BOSS HAS NOT PAID ME": "BOSS", "THE LANDLORD IS MR CHEN": "LANDLORD MR CHEN", "my landlord is OK": "landlord",
	} {
		got := ""
		for k, p := range Persons(text, English) {
			if k > 0 {
				got += "|"
			}
			got += p.Value
		}
		if got != want {
			t.Errorf("%q: persons %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"guihuayuan building 3": "guihuayuan building 3", "building 5 guihuayuan unit 2": "building 5 guihuayuan unit 2", "the whole of fuqian street": "fuqian street", "Sunshine Building 3 days ago": "Sunshine Building", "im living in houzhang": "houzhang",
	} {
		got := ""
		for k, f := range Places(text, nil, English) {
			if k > 0 {
				got += "|"
			}
			got += f.Value
		}
		if got != want {
			t.Errorf("%q: places %q, want %q", text, got, want)
		}
	}
}
