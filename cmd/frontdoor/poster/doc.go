// Package poster draws the sheet that hangs at a station: how to reach the front door
// from there, one QR code for each channel, in Chinese and in English.
//
// A Sheet is a list of marks in millimetres on A4, made once (layout.go); SVG and PDF
// draw the same marks. The SVG refers to nothing outside itself. The PDF carries the
// letters it needs of a font, so it prints the same everywhere.
package poster
