package handoff

import (
	"slices"
	"strings"
	"unicode"
)

// A password that everybody chooses is tried first by who guesses, and slowing down helps
// little against it. Refused is what is made of such words alone, with whatever digits and
// signs between them: a list of a million would refuse little more of that.

// everybodys are words that passwords are made of, in the letters that leet writes with
// digits; the longer ones first. The lists of the most used ones in China and elsewhere
// agree on most of them.
var everybodys = []string{
	"abcdefghijklmnopqrstuvwxyz", "administrator", "zhongguoren", "qwertyuiop", "asdfghjkl", "frontdoor", "iloveyou", "woaizhongguo",
	"qazwsxedc", "daibanyuan", "passw", "password", "princess", "football", "baseball", "superman", "sunshine", "starwars", "whatever",
	"computer", "internet", "telegram", "zhejiang", "zhongguo", "xiaoxing", "woshishui", "changeme", "trustno", "welcome", "letmein",
	"default", "zxcvbnm", "zxcvbn", "qazwsx", "qwerty", "asdfgh", "dragon", "monkey", "master", "shadow", "batman", "secret", "freedom",
	"pokemon", "samsung", "wechat", "weixin", "taobao", "alipay", "huawei", "xiaomi", "jinhua", "wucheng", "daiban", "laogong", "laopo",
	"baobei", "woaini", "aini", "iloveu", "passwd", "summer", "winter", "spring", "autumn", "china", "luobu", "admin", "hello", "nihao",
	"login", "guest", "qwer", "asdf", "zxcv", "mima", "user", "root", "test", "pass", "word", "love", "abc", "qaz", "wsx",
	"我爱你", "代办员", "管理员", "密码", "您好", "你好", "罗埠", "金华", "婺城", "浙江", "中国", "小兴", "代办",
}

// guessLeft is how many letters a password must have beside such words, and how many
// different characters in all.
const (
	guessLeft   = 4
	guessOthers = 5
)

// guessable says that a password is among the first that somebody tries who knows these
// words: the login, the name, the town.
func guessable(password string, known ...string) bool {
	low := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range low {
		different[r] = true
	}
	if len(different) < guessOthers {
		return true
	}
	words := slices.Clone(everybodys)
	for _, w := range known {
		w = strings.ToLower(w)
		words = append(append(words, strings.Fields(w)...), lettersOf(w))
	}
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return left(low, words) < guessLeft || left(leet.Replace(low), words) < guessLeft
}

// leet are the digits and signs that stand for letters.
var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "l", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// left counts the letters beside the words; a sign of Chinese counts two.
func left(password string, words []string) (n int) {
	letters := lettersOf(password)
	for _, w := range words {
		if len(w) > 2 { // shorter ones stand in every word
			letters = strings.ReplaceAll(letters, w, "")
		}
	}
	for _, r := range letters {
		if n++; unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
