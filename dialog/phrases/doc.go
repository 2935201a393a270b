// Package phrases holds every sentence the bot can say, in Chinese and in English:
// zh.txt and en.txt are the built-in ones, one a line, and a town may say some in its own
// words. read.go reads them and tells mistakes with their line, phrases.go fills them in,
// sms.go says how much room they take in a text message, wordlists.go has the abuse and
// advertising that is answered by one calm line (rude.txt, spam.txt).
package phrases
