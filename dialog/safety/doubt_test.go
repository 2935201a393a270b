package safety

import "testing"

// Words of an emergency inside an everyday matter ask, at most; the same words in a cry, or
// beside the matter, still bring the card. None is taught to the ear.
func TestDoubt(t *testing.T) {
	for text, card := range map[string]bool{
		"我妈中风后瘫了,想申请护理补贴,要带什么材料":                                                               false,
		"墓地续费找谁,死了人还要交管理费":                                                                     false,
		"my mother had a stroke in spring and can't walk, what allowance can she get":          false,
		"my mother had a stroke just now and can't move her arm, what should I do, come quick": true,
		"我妈刚刚中风倒在厨房,嘴歪了说不出话,快来人":                                                               true,
		"着火了怎么办。借条上的利息写三分合法吗":                                                                  true,
		"I can't breathe. what time does the office open tomorrow":                             true,
		"我爸突然晕倒了,叫不醒,怎么办":                                                                      true,
		"请问一下,need an ambulance now":                                                           true,
		"my grandmother has dementia and went out this morning, we can't find her anywhere":    true,
		"想咨询一下护理补贴,另外我现在不想活了,药都买好了":                                                            true,
		// one word of danger among many of another matter, whatever its kind
		"爷爷那辈有人上吊的老屋想翻修,房产证写谁的名字":                                                             false,
		"可以请人来讲讲溺水怎么预防吗,暑假前排得上不":                                                              false,
		"does the union still pay when a member died by suicide, his wife would like to know": false,
		"my grandfather drowned before the war, may I see the parish records":                 false,
		// danger told in a few of its own words, beside another matter
		"我想问一下我妈的养老保险在哪里交,我儿子要自杀":                                                                true,
		"please tell me about the parking permit for my shop, and my daughter is bleeding badly": true,
		"I would like to know how my mother gets her allowance, also i want to kill myself":      true,
		"我想咨询一下宅基地的手续,另外隔壁着火了":                                                                   true,
	} {
		if f := Look(text); f.Card != card {
			t.Errorf("%s: %+v, want card %v", text, f, card)
		}
	}
	if f := Look("我妈中风后瘫了,想申请护理补贴,要带什么材料"); !f.Hint {
		t.Errorf("what is doubted is asked about: %+v", f)
	}
}
