package redis

import "frontdoor/handoff/casebook"

// Vault seals what is made of this book and kept beside it; nil for a book in the clear.
func (b *Book) Vault() *casebook.Vault { return b.fresh.Vault }
