package understand

import "testing"

const story = "昨天下午三点在兴学社区门口,张三开电瓶车撞了我,医药费一千九百块没给,我叫王芳,电话13900000122,希望尽快处理"

// BenchmarkMessage is everything that is read from one message of about 60 characters.
func BenchmarkMessage(b *testing.B) {
	for b.Loop() {
		text := Clean(story)
		text, _ = Mask(text)
		ReadCommand(text, Chinese, Telegram)
		Correction(text, Chinese)
		Dates(text, now, Chinese)
		Amounts(text)
		Phones(text)
		Places(text, nil, Chinese)
		Persons(text, Chinese)
		Name(text, false)
		Wish(text, Chinese)
		Language(text)
		YesNo(text)
	}
}
