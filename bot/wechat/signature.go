package wechat

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1" //nolint:gosec // WeChat's signatures are SHA-1
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"slices"
)

// signs says whether a signature is that of the parts: SHA-1 over them, sorted.
func signs(given string, parts ...string) bool {
	slices.Sort(parts)
	h := sha1.New() //nolint:gosec // see above
	for _, p := range parts {
		io.WriteString(h, p) //nolint:errcheck // a hash never fails
	}
	want := hex.EncodeToString(h.Sum(nil))
	return subtle.ConstantTimeCompare([]byte(given), []byte(want)) == 1
}

// readKey reads an EncodingAESKey: 43 characters of base64 for 32 bytes; nil for none.
func readKey(text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	key, err := base64.StdEncoding.DecodeString(text + "=")
	if err != nil || len(text) != 43 || len(key) != 32 {
		return nil, errors.New("wechat: the key of safe mode is not 43 letters and digits (FRONTDOOR_WECHAT_AES_KEY, EncodingAESKey in WeChat's console)")
	}
	return key, nil
}

// GoodKey says whether a text is an EncodingAESKey, or empty for plain mode.
func GoodKey(text string) bool {
	_, err := readKey(text)
	return err == nil
}

// errSealed: not encrypted with our key, or for another account.
var errSealed = errors.New("the message is not encrypted with our key for our app")

// padMost is the block of WeChat's own padding, twice that of AES.
const padMost = 32

// open decrypts what stands in Encrypt: 16 random bytes, the length of the message in
// four, the message, the app's id, padding; AES-256-CBC, and the first half of the key
// is the initial block.
func open(key []byte, encrypted, appID string) ([]byte, error) {
	text, err := base64.StdEncoding.DecodeString(encrypted)
	if err != nil || len(text) == 0 || len(text)%aes.BlockSize != 0 {
		return nil, errSealed
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, errSealed
	}
	cipher.NewCBCDecrypter(block, key[:aes.BlockSize]).CryptBlocks(text, text)
	const head = 16 + 4
	pad := int(text[len(text)-1])
	if pad < 1 || pad > padMost || len(text)-pad < head || len(bytes.Trim(text[len(text)-pad:], string(rune(pad)))) > 0 {
		return nil, errSealed
	}
	text = text[:len(text)-pad]
	size := uint64(binary.BigEndian.Uint32(text[16:head]))
	rest := text[head:]
	if size > uint64(len(rest)) || string(rest[size:]) != appID {
		return nil, errSealed
	}
	return rest[:size], nil
}
