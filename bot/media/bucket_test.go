package media

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gocloud.dev/blob/memblob"

	"frontdoor/bot/media/mediatest"
	"frontdoor/handoff/casebook"
)

const bucketID, bucketSecret = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// fakeBucket speaks as much S3 as we do, and refuses what is not signed rightly: the
// signature is reckoned here once more, from Amazon's description, so that it can disagree.
type fakeBucket struct {
	mu    sync.Mutex
	files map[string][]byte
	away  bool
}

func (f *fakeBucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, _ := io.ReadAll(r.Body) //nolint:errcheck // a test's
	if f.away {
		refuse(w, "SlowDown", http.StatusServiceUnavailable)
		return
	}
	if want := signature(r, body); !strings.HasSuffix(r.Header.Get("Authorization"), "Signature="+want) {
		refuse(w, "SignatureDoesNotMatch", http.StatusForbidden)
		return
	}
	key, ours := strings.CutPrefix(r.URL.Path+"/", "/town-files/")
	key = strings.TrimSuffix(key, "/")
	b, there := f.files[key]
	switch {
	case !ours:
		refuse(w, "NoSuchBucket", http.StatusNotFound)
	case r.Method == http.MethodPut:
		f.files[key] = body
	case r.Method == http.MethodDelete:
		delete(f.files, key)
		w.WriteHeader(http.StatusNoContent)
	case key == "":
		f.list(w, r)
	case !there:
		refuse(w, "NoSuchKey", http.StatusNotFound)
	default:
		http.ServeContent(w, r, "", time.Now(), strings.NewReader(string(b)))
	}
}

func refuse(w http.ResponseWriter, code string, status int) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>", code)
}

// listed is a page of a bucket's list.
type listed struct {
	XMLName               xml.Name `xml:"ListBucketResult"`
	Contents              []listedFile
	IsTruncated           bool
	NextContinuationToken string `xml:",omitempty"`
}

type listedFile struct {
	Key          string
	LastModified time.Time
	Size         int
}

// list gives one name a page.
func (f *fakeBucket) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var l listed
	var names []string
	for name := range f.files {
		if rest, ok := strings.CutPrefix(name, q.Get("prefix")); ok && (q.Get("delimiter") == "" || !strings.Contains(rest, q.Get("delimiter"))) && name > q.Get("continuation-token") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names[:min(1, len(names))] {
		l.Contents = append(l.Contents, listedFile{name, time.Now().UTC(), len(f.files[name])})
		if len(names) > 1 {
			l.IsTruncated, l.NextContinuationToken = true, name
		}
	}
	xml.NewEncoder(w).Encode(l) //nolint:errcheck // a test's
}

func signature(r *http.Request, body []byte) string {
	_, auth, _ := strings.Cut(r.Header.Get("Authorization"), "SignedHeaders=")
	signed, _, _ := strings.Cut(auth, ",")
	day, region := r.Header.Get("X-Amz-Date")[:8], "us-east-1"
	hash := func(b []byte) string { s := sha256.Sum256(b); return hex.EncodeToString(s[:]) }
	canonical := r.Method + "\n" + r.URL.EscapedPath() + "\n" + strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20") + "\n"
	for _, name := range strings.Split(signed, ";") {
		value := r.Header.Get(name)
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = fmt.Sprint(r.ContentLength)
		}
		canonical += name + ":" + strings.TrimSpace(value) + "\n"
	}
	sum := r.Header.Get("X-Amz-Content-Sha256") // over http a body is signed as well
	if sum != hash(body) {
		return "none: the sum is not that of the body"
	}
	canonical += "\n" + signed + "\n" + sum
	scope := day + "/" + region + "/s3/aws4_request"
	key := []byte("AWS4" + bucketSecret)
	for _, part := range []string{day, region, "s3", "aws4_request", "AWS4-HMAC-SHA256\n" + r.Header.Get("X-Amz-Date") + "\n" + scope + "\n" + hash([]byte(canonical))} {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// TestBucket: all that is done with a folder is done with a bucket.
func TestBucket(t *testing.T) {
	f := &fakeBucket{files: map[string][]byte{}}
	server := httptest.NewServer(f)
	defer server.Close()
	at := "s3://town-files/luobu?endpoint=" + server.URL
	s, err := Open(at, Keys{bucketID, bucketSecret})
	if err != nil {
		t.Fatal(err)
	}
	serves(t, s, func(away bool) { f.away = away })
	if len(f.files) != 1 {
		t.Errorf("the bucket holds %d files", len(f.files))
	}
	for name := range f.files {
		if !strings.HasPrefix(name, "luobu/cases/") {
			t.Errorf("%s lies beside its place", name)
		}
	}
	for what, c := range map[string]struct{ at, secret string }{"wrong keys": {at, "wrong"}, "another bucket": {strings.Replace(at, "town", "no", 1), bucketSecret}} {
		other, err := Open(c.at, Keys{bucketID, c.secret})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.read(t.Context(), "a"); err == nil || errors.Is(err, fs.ErrNotExist) || strings.Contains(fmt.Sprintf("%+v", err), "\n") { // as a log prints it
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestPlacesOfOthers: a folder and the library's own memory serve as a bucket does.
func TestPlacesOfOthers(t *testing.T) {
	folder, err := Open(t.TempDir(), Keys{})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*Store{"folder": folder, "memory": {place: place{bucket: memblob.OpenBucket(nil)}}} {
		t.Run(name, func(t *testing.T) { serves(t, s, nil) })
	}
}

// TestContractBucket: a server of another's that speaks S3 serves, too, and a bucket it
// has not is no lost file.
func TestContractBucket(t *testing.T) {
	end := os.Getenv("FRONTDOOR_CONTRACT_S3")
	if end == "" {
		t.Skip("make contract runs it")
	}
	s, err := Open("s3://town-files/luobu?endpoint="+end, Keys{"id", "secret"})
	if err != nil {
		t.Fatal(err)
	}
	serves(t, s, nil)
	other, err := Open("s3://no-files?endpoint="+end, Keys{"id", "secret"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Kept(t.Context(), "JH-1", 1, 0); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a bucket there is none of: %v", err)
	}
}

// serves: a place keeps a file that was fetched, gives it and parts of it, lists what
// arrived and lets go of it. away switches it off and on; nil where that cannot be done.
func serves(t *testing.T, s *Store, away func(bool)) {
	w := newTown(t)
	w.store = s
	w.must(s.Try(t.Context()))
	id := w.sends(anna, sent())
	w.provider.answers(gives(mediatest.JPEG()))
	k := w.keeper()
	want := "kept"
	if away != nil {
		want = "waits no_room, kept"
		away(true)
		w.once(k)
		away(false)
		w.clock = w.clock.Add(time.Minute)
	}
	w.once(k)
	if w.told(id) != want {
		t.Fatalf("the case says %q", w.told(id))
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Range", "bytes=100-199")
	answer := httptest.NewRecorder()
	w.must(s.ServeKept(answer, r, id, casebook.FileRef{Seq: 1}, sent(), false))
	whole, err := s.read(t.Context(), Name(id, 1, 0))
	if err != nil || answer.Code != http.StatusPartialContent || answer.Body.String() != string(whole[100:200]) {
		t.Errorf("a part of a file: %d, %d bytes, %v", answer.Code, answer.Body.Len(), err)
	}
	small := httptest.NewRecorder()
	if err := s.ServeKept(small, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil), id, casebook.FileRef{Seq: 1}, sent(), true); err != nil || small.Code != http.StatusOK {
		t.Errorf("the small picture: %d, %v", small.Code, err)
	}
	if _, err := s.Kept(t.Context(), id, 9, 9); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file there is none of: %v", err)
	}
	for _, message := range []string{"m1", "m2"} {
		_, err = s.Arrive(t.Context(), sender, message, whole, shown["image/jpeg"])
		w.must(err)
	}
	if arrived, err := s.place.list(t.Context()); err != nil || len(arrived) != 2 {
		t.Errorf("at the top lie %v, %v", arrived, err)
	}
	w.clock = time.Now().Add(2 * tidyAge)
	w.tidies(k, 2)
	if arrived, err := s.place.list(t.Context()); err != nil || len(arrived) != 0 {
		t.Errorf("at the top lie %v, %v", arrived, err)
	}
	w.must(s.Forget(t.Context(), strings.Repeat("0", 32)+".jpg")) // there is none
	beside := Name(id+"1", 1, 0)
	w.must(s.place.put(t.Context(), beside, whole))
	w.must(s.Erase(t.Context(), id))
	if _, err := s.Kept(t.Context(), id, 1, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an erased file: %v", err)
	}
	if _, err := s.read(t.Context(), beside); err != nil {
		t.Errorf("the file of another case: %v", err)
	}
}

func TestWrongPlaces(t *testing.T) {
	keys := Keys{"id", "secret"}
	for at, keys := range map[string]Keys{
		"": keys, "s3://": keys, "s3://town": keys, "s3://Town_Files?region=eu-west-1": keys, "s3://town?region=eu-west-1": {}, "gs://town": keys,
		"s3://town/../x y?region=eu-west-1": keys, "s3://town?endpoint=ftp://x": keys, "s3://town?region=eu-west-1 ": {ID: "id"},
	} {
		if _, err := Open(at, keys); err == nil {
			t.Errorf("%q is opened", at)
		}
	}
	name, under, o, err := readBucket("s3://town/files/?region=eu-west-1", keys)
	if err != nil || name != "town" || under != "files" || o.Region != "eu-west-1" || o.BaseEndpoint != nil || o.UsePathStyle {
		t.Errorf("%q, %q, %+v, %v", name, under, o, err)
	}
}
