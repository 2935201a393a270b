// Package signin asks the town's own provider who somebody is: OpenID Connect by the
// authorization code, with PKCE, a state and a nonce that belong to one browser.
//
// It proves a person and nothing more. Which agent that is, an admin has entered
// (handoff/oidc.go); role, areas and whether the agent is disabled stay in the roster, and
// nobody becomes an agent by signing in. An e-mail counts only where the ID token says that
// the provider has verified it; where a provider does not say so, its subject is entered.
// Subjects are a provider's own: a town that changes its provider enters them anew.
// A second factor is the provider's: the code of second.go is not asked for beside it.
//
// The provider is looked up when the first agent goes there and again after a failure, so
// that a provider that is away keeps no server from starting and no password from working.
// What it says of itself is kept while the server runs; its keys are read anew when they turn.
package signin
