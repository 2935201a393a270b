package hear

import (
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// inWriting is the wish to be written to and not called: 别打电话 发消息, "don't call, text me".
var inWriting = pattern.MustCompile(`(?i)(?:^|[,，。;； ])(?:请|你们|您|麻烦|尽量|最好|千万|可以|能不能|先|我)*(?:别|不要|不用|不方便|没法|不能|不好)(?:再|给我|随便|方便)*(?:打|接)(?:我|我的)?(?:电话|手机)(?:$|[,，。!！ 了啊哈吧])|(?:^|[,，。;； ])(?:你们?|您|请|就|可以|最好)*(?:用|加|发|打)?(?:我)?(?:微信|短信|消息)(?:上)?(?:联系|回|说|聊|找|沟通)(?:我|你)?(?:就行|就好|就可以|即可|吧|好了)+[。 ]*$|\b(?:don'?t|do not|never|rather not|prefer not to)(?: want| like| need)?(?: you| to| me| be| a)* (?:call|calls|called|ring|phone)(?:$|[,.;!]| me| us| please| pls| thanks| text)|(?:^|[,.;] ?)(?:just|only|please|pls|better|can you|you can| )*(?:text|message|wechat|whatsapp) (?:me|only)(?: only| please| pls| instead| thanks)*[.! ]*$|\bno (?:phone )?calls\b|\bcan'?t (?:take|answer) (?:phone |any )?calls\b`)

// RathersWriting says that words ask to be written to and not called.
func RathersWriting(text string) bool { return inWriting.MatchString(text) }

// wantsWriting says that words ask to be written to instead of called and give no number. Who
// is not called need give none.
func wantsWriting(text string) bool {
	return len([]rune(text)) <= 60 && RathersWriting(text) && len(understand.Phones(text)) == 0
}

// NotCalled is the phrase for a number left out: whoever asked to be written to is told so.
func NotCalled(text string) string {
	if wantsWriting(text) {
		return "in_writing"
	}
	return "skipped"
}
