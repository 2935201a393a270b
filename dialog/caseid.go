package dialog

import (
	"fmt"
	"strconv"
	"strings"
)

// CaseID is a case's number as people read it aloud: the town's prefix, the
// shard, a sequence and a Damm check digit, for example "JH-07-00421-3". It holds
// nothing about the resident. FormatCaseID is the only place that writes one.
type CaseID string

// FormatCaseID writes the number of the seq-th case of a shard (0–15).
// The sequence has at least five digits and grows when they are used up.
func FormatCaseID(prefix string, shard int, seq uint64) CaseID {
	digits := fmt.Sprintf("%02d%05d", shard, seq)
	return CaseID(fmt.Sprintf("%s-%s-%s-%d", prefix, digits[:2], digits[2:], damm(digits)))
}

// ParseCaseID reads a number as people type it: any case, with or without dashes
// and spaces, the prefix present or not. It is false for anything whose check
// digit is wrong, so one wrong or two swapped digits never find another's case.
func ParseCaseID(prefix, text string) (CaseID, bool) {
	s := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '–' || r == '—' || r == '.' {
			return -1
		}
		return r
	}, text))
	s = strings.TrimPrefix(s, strings.ToUpper(prefix))
	if len(s) < 8 || len(s) > 20 {
		return "", false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return "", false
		}
	}
	if damm(s) != 0 {
		return "", false
	}
	shard, _ := strconv.Atoi(s[:2])
	seq, err := strconv.ParseUint(s[2:len(s)-1], 10, 64)
	if err != nil || shard > 15 {
		return "", false
	}
	return FormatCaseID(prefix, shard, seq), true
}

// Shard is the shard written in the number, false when the number is not ours
// (a case carried over from an older system keeps its own number).
func (id CaseID) Shard() (int, bool) {
	parts := strings.Split(string(id), "-")
	if len(parts) != 4 || len(parts[1]) != 2 || len(parts[3]) != 1 {
		return 0, false
	}
	for _, p := range parts[1:] {
		if _, err := strconv.ParseUint(p, 10, 64); err != nil {
			return 0, false
		}
	}
	if damm(parts[1]+parts[2]+parts[3]) != 0 {
		return 0, false
	}
	n, err := strconv.Atoi(parts[1])
	return n, err == nil && n >= 0 && n < 16
}

// dammTable is the quasigroup of H. M. Damm's dissertation (2004), which catches
// every single wrong digit and every swap of two neighbours.
var dammTable = [10][10]int{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// damm is the check digit of a string of digits; over a number that ends in its
// check digit it is 0.
func damm(digits string) int {
	interim := 0
	for _, r := range digits {
		interim = dammTable[interim][int(r-'0')]
	}
	return interim
}
