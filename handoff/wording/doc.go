// Package wording reads texts that agents see, in Chinese and English, from files
// that anybody can correct: one "key = text" a line, # before a remark, {places}
// filled in, \n for a new line. Both languages have the same keys.
package wording
