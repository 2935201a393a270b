package hear

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// First words that tell no matter yet, and are answered by more than that they were not
// understood.

// scolds is anger at whoever reads, with nothing told: 你们到底管不管.
var scolds = pattern.MustCompile(`(?i)^(?:你们?|您|这里|政府|村里|社区|镇里|有没有人|有人|到底|究竟|还|都|就|是不是|啊|,|，| )*(?:管不管(?:事|人|的|我们|老百姓)?|管不管用|有人管(?:吗|么|没有)|有没有人管|没人管(?:吗|是吗|了吗)|干不干事|办不办事|有没有用|有用(?:吗|么)|干什么吃的|是干什么的|不管事)(?:了|啊|呀|吗|的)*[?？!！。 ]*$|^(?:do|does|are|will|is) (?:you|u|anyone|anybody|any of you|you people|you guys|someone|somebody)(?: people| guys)?(?: there)?(?: even| ever| actually| really)* (?:care|doing anything|going to do anything|do anything|do something|help|work|listen|useful|going to help)(?: about (?:us|this|anything))?(?: or not| at all| or what| here)*[?!. ]*$`)

// OnlyScolds says that words are anger and tell nothing.
func OnlyScolds(text string) bool { return len([]rune(text)) <= 80 && scolds.MatchString(text) }

// asksWhom asks who is there for something: "who do i talk to about noise".
var asksWhom = pattern.MustCompile(`(?i)^(?:hi|hello|hey|sorry|excuse me|please|,| )*(?:who|whom|where) (?:do|can|should|would|shall|could) (?:i|we|you) (?:talk|speak|complain|report|go|turn|ring|call|ask|write|contact|tell)\b.{0,80}$|^(?:who|which (?:office|department)) (?:deals with|handles|is responsible for|is in charge of|takes care of) .{2,60}$|^(?:请问|你好|您好|,|，| )*(?:去|到|在)?(?:哪里|哪儿|哪个部门|向谁|跟谁|找谁)(?:可以|能|去)?(?:投诉|举报|反映)(?:一下)?[^,，。]{0,12}[?？。 ]*$|^(?:请问|你好|您好|,|，| )*\p{Han}{0,12}(?:该|要|应该|得|可以)?(?:找谁|找哪个部门|找哪里|归谁管|归哪里管|跟谁说|向谁反映|去哪里反映|去哪反映|谁管|找哪个)(?:啊|呀|呢|的|反映|解决)*[?？。 ]*$`)

// OnlyAsksWhom says that words ask who is there for something, and the matter is still to come.
func OnlyAsksWhom(text string) bool { return asksWhom.MatchString(strings.TrimSpace(text)) }

// lacksNumber says that the number of an earlier report is not known: 没有编号 不记得了.
var lacksNumber = pattern.MustCompile(`(?i)^(?:我|我也|可是|但是|那个)*(?:没有?|没存|没记|找不到|不记得|忘了|忘记|记不得|不知道|丢了)(?:了|什么|那个|我的)*(?:编号|单号|号码|受理号|回执号?)(?:了|的|啊|呀)*[,，。 ]*(?:(?:我|也|都|早)*(?:不记得|忘了|忘记|找不到|记不得|不知道|丢了|没存)(?:了|啊|呀)*)?[。! ]*$|^(?:编号|单号|受理号)(?:我|也|早|都)*(?:不记得|忘了|忘记|找不到|记不得|不知道|丢了|没有|没存|没记)(?:了|啊|呀)*[。! ]*$|^(?:sorry|no|but|well|,| )*i (?:don'?t|do not|didn'?t|never|can'?t) (?:have|know|remember|get|got|find|keep|kept) (?:the|a|any|my|that)? ?(?:case |reference |report )?number(?: any ?more| any longer)?[.! ]*$|^i (?:lost|forgot) (?:the|my) (?:case |reference )?number[.! ]*$`)

// LacksNumber says that words tell nothing but that a number is not known.
func LacksNumber(text string) bool { return len([]rune(text)) <= 60 && lacksNumber.MatchString(text) }

// agesHan is an age, or another number of years, as it is said.
const agesHan = `(?:[0-9]{2}|[六七八九]十[一二三四五六七八九]?)`

// ofOneself is a clause in which people say who and how they are: 我今年七十三了, 就是耳朵背, 我是
// 后大路那个卖菜的.
var ofOneself = pattern.MustCompile(`(?i)^(?:我|本人|俺|我老太婆|我老头子?)?(?:今年)?(?:都|快|已经)*` + agesHan + `(?:多)?岁?(?:多)?了?$|^(?:我)?(?:身体|身子骨?|腿脚|精神)(?:还|倒|都|也)*(?:可以|好|行|硬朗|不错|蛮好|算好)的?$|^(?:就是|只是|不过|但是|但|可是)?(?:我)?(?:的)?(?:耳朵|眼睛|腿脚|腿|手|记性|脑子|眼)(?:有点|有些|也|不太|不大|太|都)*(?:背|聋|花|好|不好|不好使|好使|看不清|听不清|听不见|不灵|灵光|慢|不便|抖)了?$|^(?:我)?(?:不识字|不认识字|不认得字|不会打字|打字慢|不会用手机|不大会用手机|普通话不好)(?:的)?$|^我就?是[^,，。]{1,8}(?:那边|那里|那个|那家|上)?的?(?:卖|开|修|做|摆)[^,，。]{1,6}的$|^(?:上回|上次|以前|之前|去年)(?:是)?(?:你们?|您)(?:帮|给|替)我?们?[^,，。]{1,10}(?:过|的)[^,，。]{0,5}$|^(?:i'?m|i am) (?:[6-9][0-9]|an old (?:man|woman|lady))(?: years? old| now)?$|^(?:but |and |just )?(?:my )?(?:hearing|eyes|eyesight|sight|legs?|ears?)(?: is| are)?(?: not (?:so |too )?good| bad| poor| weak| going)$|^(?:but |and )?(?:i )?(?:can'?t|cannot|don'?t) (?:hear|see|type|walk) (?:so |too |very )?(?:well|good|much|fast)$`)

// tellsOfSelf says that every clause of a message tells only how old and how well somebody is.
func tellsOfSelf(text string) bool {
	clauses := strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(",，。.;；!！\n", r) || r == ' ' && pattern.HasHan(text)
	})
	for _, c := range clauses {
		if !ofOneself.MatchString(strings.TrimSpace(c)) {
			return false
		}
	}
	return len(clauses) > 0
}

// AsksHours says that a message asks when people are there, and nothing else.
func AsksHours(text string) bool { return len([]rune(text)) <= 60 && asksHours.MatchString(text) }

// asksHours is the question when people are there today: 你们几点下班啊.
var asksHours = pattern.MustCompile(`(?i)^(?:请问|那|哦|对了|,|，| )*(?:你们?|您|您们|你们那边|代办员|人工|真人|工作人员)(?:一般|今天|平时|都|那边|这里|是|现在|,|，| )*(?:几点(?:钟)?(?:开门|关门|上班|下班|有人|在|休息|开始上班)|到几点(?:钟)?|下班了(?:吗|没|没有|么)|上班了?(?:吗|没|没有|么)|在不在上班|还上班)(?:的|啊|呀|呢|吗)*[?？。 ]*$|^(?:hi|hello|ok|and|so|,| )*(?:what time|when|until when|till when) (?:do|does|are|is|will) (?:you|u|your office|the office|anyone|people|someone|the agents?|a person)(?: guys| people| all)? (?:open|close|closed|be there|there|finish|stop work|start|work|working|available|online)(?: today| until| till)?[?. ]*$|^are you (?:guys |people )?(?:still )?(?:open|closed|working)(?: now| today| yet)?[?. ]*$|^what are (?:your|the) (?:opening |office |working )?hours[?. ]*$`)
