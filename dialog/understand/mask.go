package understand

import (
	"strings"
	"time"
)

// digitGroup is an unbroken run of digits (an X may end an identity number).
type digitGroup struct{ from, to int }

func (g digitGroup) len() int { return g.to - g.from }

// Mask hides mainland identity numbers (18 or 15 places) and bank-card numbers
// (13 to 19 digits), leaving **** and the last four places. Phones, case
// numbers and sums stay as they are.
func Mask(text string) (masked string, found bool) {
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		groups, end := digitRun(text, i)
		for k := 0; k < len(groups); {
			n := secret(text, groups[k:])
			if n == 0 || !standsAlone(text, groups[k].from, groups[k+n-1].to) {
				k++
				continue
			}
			from, to := groups[k].from, groups[k+n-1].to
			b.WriteString(text[done:from])
			b.WriteString("****")
			b.WriteString(tail(text[from:to], 4))
			done, found = to, true
			k += n
		}
		i = end
	}
	if !found {
		return text, false
	}
	b.WriteString(text[done:])
	return b.String(), true
}

// digitRun reads groups of digits with single spaces, dots or dashes between them.
func digitRun(s string, i int) (groups []digitGroup, end int) {
	for {
		g := digitGroup{i, i}
		for g.to < len(s) && isDigit(s[g.to]) {
			g.to++
		}
		if g.to < len(s) && (s[g.to] == 'X' || s[g.to] == 'x') {
			g.to++
		}
		groups = append(groups, g)
		i = g.to
		if i+1 < len(s) && (s[i] == ' ' || s[i] == '-' || s[i] == '.') && isDigit(s[i+1]) {
			i++
			continue
		}
		return groups, i
	}
}

// secret says how many groups from the first on make up an identity or card number.
func secret(s string, groups []digitGroup) int {
	// a card as it is printed: 4-4-4-4 and perhaps up to three more
	if len(groups) >= 4 && groups[0].len() == 4 && groups[1].len() == 4 && groups[2].len() == 4 && groups[3].len() == 4 {
		if len(groups) >= 5 && groups[4].len() <= 3 {
			return 5
		}
		return 4
	}
	joined := ""
	for n := 1; n <= len(groups) && n <= 5; n++ {
		joined += s[groups[n-1].from:groups[n-1].to]
		if len(joined) > 19 {
			break
		}
		if isIdentity(joined) && (n == 1 || groups[0].len() == 6 || groups[0].len() == 3) {
			return n
		}
		if n == 1 && isCard(joined) && !isMobile(strings.TrimPrefix(strings.TrimPrefix(joined, "00"), "86")) {
			return 1
		}
		if n > 1 && n == len(groups) && groups[0].len() >= 4 && len(joined) >= 16 && isCard(joined) {
			return n
		}
	}
	return 0
}

// isIdentity: six digits of a region, a birth date that exists, three or four more.
func isIdentity(d string) bool {
	if d[0] < '1' || d[0] > '8' {
		return false
	}
	var birth string
	switch {
	case len(d) == 18 && !strings.ContainsAny(d[:17], "xX"):
		birth = d[6:14]
		if birth[:2] != "19" && birth[:2] != "20" && birth[:2] != "18" {
			return false
		}
	case len(d) == 15 && !strings.ContainsAny(d, "xX"):
		birth = "19" + d[6:12]
	default:
		return false
	}
	_, err := time.Parse("20060102", birth)
	return err == nil
}

// isCard: 13 to 19 digits with a right check digit (Luhn), or any 16 to 19 of
// UnionPay's own range, where a slip of the finger is likelier than an order number.
func isCard(d string) bool {
	if len(d) < 13 || len(d) > 19 || strings.ContainsAny(d, "xX") {
		return false
	}
	if len(d) >= 16 && strings.HasPrefix(d, "62") {
		return true
	}
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum > 0 && sum%10 == 0
}

// standsAlone: not part of a longer code, a number with a + or a decimal.
func standsAlone(s string, from, to int) bool {
	if from > 0 && (s[from-1] == '+' || isLatin(s[from-1])) {
		return false
	}
	return to >= len(s) || !isLatin(s[to])
}

// tail is the last n digits or X of a number written with or without gaps.
func tail(s string, n int) string {
	s = strings.NewReplacer(" ", "", "-", "", ".", "").Replace(s)
	return s[max(0, len(s)-n):]
}
