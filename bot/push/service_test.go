package push

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// service is a push service as strict as the real ones: it takes only what is signed with
// the key its browser was subscribed with (RFC 8292), for its own address and not for
// longer than a day; and being the browser as well it opens what came (RFC 8291) with
// nothing of the sender's code.
type service struct {
	*httptest.Server
	private *ecdh.PrivateKey
	auth    []byte
	signer  string                    // the public key the browser was subscribed with
	answer  func(http.ResponseWriter) // nil: 201
	got     []received
	wrong   []error
}

type received struct {
	Notice              notice
	TTL, Topic, Urgency string
	Size                int
}

func newService(t *testing.T, signer string) *service {
	t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{private: private, auth: []byte("sixteen bytes ok"), signer: signer}
	s.Server = httptest.NewTLSServer(http.HandlerFunc(s.take))
	t.Cleanup(s.Close)
	return s
}

func (s *service) device() Device {
	b64 := base64.URLEncoding.EncodeToString // browsers write it with padding, too
	return Device{Endpoint: s.URL + "/send/abc", P256dh: b64(s.private.PublicKey().Bytes()), Auth: b64(s.auth)}
}

func (s *service) take(w http.ResponseWriter, r *http.Request) {
	if s.answer != nil {
		s.answer(w)
		return
	}
	n, err := s.open(r)
	if err != nil {
		s.wrong = append(s.wrong, err)
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.got = append(s.got, n)
	w.WriteHeader(http.StatusCreated)
}

func (s *service) open(r *http.Request) (received, error) {
	n := received{TTL: r.Header.Get("TTL"), Topic: r.Header.Get("Topic"), Urgency: r.Header.Get("Urgency")}
	if err := s.signed(r.Header.Get("Authorization")); err != nil {
		return n, err
	}
	if ttl, err := strconv.Atoi(n.TTL); err != nil || ttl <= 0 {
		return n, fmt.Errorf("TTL %q", n.TTL)
	}
	if _, err := base64.RawURLEncoding.DecodeString(n.Topic); err != nil || len(n.Topic) == 0 || len(n.Topic) > 32 {
		return n, fmt.Errorf("topic %q", n.Topic)
	}
	if r.Method != http.MethodPost || r.Header.Get("Content-Encoding") != "aes128gcm" {
		return n, errors.New("not a POST of aes128gcm")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return n, err
	}
	n.Size = len(body)
	plain, err := s.unseal(body)
	if err != nil {
		return n, err
	}
	return n, json.Unmarshal(plain, &n.Notice)
}

// unseal follows RFC 8188, section 2, and RFC 8291, section 3.
func (s *service) unseal(body []byte) ([]byte, error) {
	if len(body) > 4096 || len(body) < 21+65 {
		return nil, fmt.Errorf("%d bytes", len(body))
	}
	salt, size, idLength := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	if idLength != 65 || uint32(len(body)-21-idLength) > size {
		return nil, errors.New("header of the record")
	}
	theirs, err := ecdh.P256().NewPublicKey(body[21 : 21+65])
	if err != nil {
		return nil, err
	}
	secret, err := s.private.ECDH(theirs)
	if err != nil {
		return nil, err
	}
	ikm, err := hkdf.Key(sha256.New, secret, s.auth, "WebPush: info\x00"+string(s.private.PublicKey().Bytes())+string(theirs.Bytes()), 32)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, err
	}
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, nonce, body[21+65:], nil)
	if err != nil {
		return nil, err
	}
	plain = []byte(strings.TrimRight(string(plain), "\x00"))
	if len(plain) == 0 || plain[len(plain)-1] != 2 {
		return nil, errors.New("the last record does not end in 2")
	}
	return plain[:len(plain)-1], nil
}

// signed checks a header of RFC 8292.
func (s *service) signed(header string) error {
	var token, key string
	for part := range strings.SplitSeq(strings.TrimPrefix(header, "vapid "), ",") {
		part = strings.TrimSpace(part)
		token = cutOr(part, "t=", token)
		key = cutOr(part, "k=", key)
	}
	if key != s.signer {
		return errors.New("signed with another key than the browser was subscribed with")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return fmt.Errorf("token %q", token)
	}
	raw := func(i int) []byte {
		b, _ := base64.RawURLEncoding.DecodeString(parts[i])
		return b
	}
	point, _ := base64.RawURLEncoding.DecodeString(key)
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return err
	}
	signature, sum := raw(2), sha256.Sum256([]byte(parts[0]+"."+parts[1]))
	if len(signature) != 64 || !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return errors.New("the signature is wrong")
	}
	var head struct{ Alg string }
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	if err := errors.Join(json.Unmarshal(raw(0), &head), json.Unmarshal(raw(1), &claims)); err != nil {
		return err
	}
	left := time.Until(time.Unix(claims.Exp, 0))
	if head.Alg != "ES256" || claims.Aud != s.URL || left <= 0 || left > 24*time.Hour || !strings.HasPrefix(claims.Sub, "https://") && !strings.HasPrefix(claims.Sub, "mailto:") {
		return fmt.Errorf("claims %+v, %s", claims, head.Alg)
	}
	return nil
}

func cutOr(s, prefix, or string) string {
	if rest, ok := strings.CutPrefix(s, prefix); ok {
		return rest
	}
	return or
}
