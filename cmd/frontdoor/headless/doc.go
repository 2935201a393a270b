// Package headless starts the browser, without a screen, in which tests and pictures look
// at the pages.
package headless
