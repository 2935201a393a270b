package catalog

import (
	"strings"

	yf "frontdoor/dialog/catalog/yamlfile"
)

// gsm7 is the basic character set of GSM 03.38: one character outside it turns a
// whole English SMS into UCS-2 and more than halves what fits.
const gsm7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

// plainSMS tells the first character that does not fit into an English SMS.
func (r *reader) plainSMS(w yf.Word, owner, field string) {
	for _, one := range w.Text {
		if !strings.ContainsRune(gsm7, one) {
			r.Add(w.Line, owner, "%s holds %q, which an English SMS cannot carry (GSM-7)", field, string(one))
			return
		}
	}
}
