package hear

import (
	"frontdoor/dialog/pattern"
)

// Who gives a matter up, and who takes it up again.

var (
	// letsGo is all of a message of somebody who gives up: 算了, "never mind".
	letsGo = pattern.MustCompile(`(?i)^(?:那|哦|嗯|唉|哎|好吧|行吧)?[,，。 ]*(?:算了|不用了|不必了|不麻烦(?:你们?|您)?了){1,2}[吧啊哈呀,，。! ]*(?:(?:跟|和)你们?(?:讲|说)了?(?:也|都)?(?:没用|白讲|白说|白搭)|说了也(?:没用|白说))?(?:谢谢|多谢|麻烦)?(?:你们?|您)?了?[。! ]*$|^(?:oh |ok |okay |well |actually |no |,)*(?:never ?mind|nvm|forget (?:it|about it)|don'?t bother|leave it)(?: then| now)?[,.! ]*(?:thanks?|thank you)?[.! ]*$`)
	// callsOthers gives up because others are called: 算了 我打电话给城管吧.
	callsOthers = pattern.MustCompile(`(?i)^(?:那|哦|嗯|唉|哎|好吧|行吧)?[,，。 ]*(?:算了|不用了|不必了|不麻烦(?:你们?|您)?了)(?:吧)?[,，。 ]*(?:我|我们)?(?:还是|再|就|直接|自己|先)*(?:打个?电话|打|联系|叫|喊|报|请)(?:给|到)?[^,，。 我你您他她]{0,10}?(?:来)?(?:好了|算了|吧|了)*[。! ]*$|^(?:ok |okay |oh |well |no |actually |,)*(?:never ?mind|forget it|don'?t bother|no need)[,.! -]+i(?:'ll| will|'m going to| can)? (?:just |rather )?(?:call|phone|ring|contact|tell|report it to) [a-z' ]{2,30}[.! ]*$`)
	// afterAll wants a matter reported that was nearly given up: 还是报给你们, "actually yes please
	// report it".
	afterAll = pattern.MustCompile(`(?i)^(?:不对|不不?|等等|等下|算了|那|哦|唉|哎)*[,，。 ]*(?:\p{Han}{0,8}(?:打不通|没人接|不通|没人管|不管|找不到(?:人)?)[了的啊]*[,，。 ]*)?(?:那?还是|那就|接着|继续|要的?|再)[,， ]*(?:想|要|得|请|麻烦|帮我|你们|您|给我)*(?:报|反映|登记)(?:给|到)?(?:你们|你|您|这里|这边)?(?:一下|上去|吧|了|好了|啊)*[。! ]*$|^(?:no|wait|sorry|ok|okay|oh|hm+|on second thoughts?|actually|yes|yeah|please|but|then|,|\.| )*(?:do |still |just )*(?:report|file|send|submit|keep|go ahead with|carry on with|go on with) (?:it|this|that)(?: then| please| after all| anyway| to you| for me)*[.! ]*$`)
)

// givesUp says that the words, and nothing beside them, let the matter go.
func givesUp(text string) bool { return letsGo.MatchString(text) || callsOthers.MatchString(text) }

// goesOnAfterAll says that the words want reported what was nearly given up.
func goesOnAfterAll(text string) bool {
	return len([]rune(text)) <= 60 && afterAll.MatchString(text)
}
