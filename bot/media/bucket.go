package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	signer "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Keys open a bucket.
type Keys struct{ ID, Secret string }

// bucket keeps files in a bucket that speaks S3: Amazon's, and with an endpoint any
// other's. The files are small and few verbs are needed: they are plain requests, signed
// by Amazon's own signer.
type bucket struct {
	base   string // address of the bucket, ending in a slash
	under  string // what every name begins with
	region string
	keys   aws.Credentials
	signer *signer.Signer
	client *http.Client
}

// bucketTime bounds a request other than the reading of a file.
const bucketTime = time.Minute

var (
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	bucketPath = regexp.MustCompile(`^[A-Za-z0-9/_.-]*$`)
)

// openBucket reads an address like s3://BUCKET/PATH?region=…&endpoint=https://….
func openBucket(at string, keys Keys) (*bucket, error) {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "s3" || !bucketName.MatchString(u.Host) || !bucketPath.MatchString(u.Path) {
		return nil, errors.New("it is no bucket: write it like s3://BUCKET?region=eu-west-1, or with &endpoint=https://… where it is not Amazon's")
	}
	q := u.Query()
	b := &bucket{region: q.Get("region"), keys: aws.Credentials{AccessKeyID: keys.ID, SecretAccessKey: keys.Secret}, client: &http.Client{},
		signer: signer.NewSigner(func(o *signer.SignerOptions) { o.DisableURIPathEscaping = true })}
	if b.under = strings.Trim(u.Path, "/"); b.under != "" {
		b.under += "/"
	}
	switch end := strings.TrimRight(q.Get("endpoint"), "/"); {
	case keys.ID == "" || keys.Secret == "":
		return nil, errors.New("the bucket's keys are not set (FRONTDOOR_MEDIA_KEY, FRONTDOOR_MEDIA_SECRET)")
	case end == "" && b.region == "":
		return nil, errors.New("the bucket's region is missing: add ?region=…")
	case end == "":
		b.base = "https://" + u.Host + ".s3." + b.region + ".amazonaws.com/"
	case strings.HasPrefix(end, "https://") || strings.HasPrefix(end, "http://"):
		b.base = end + "/" + u.Host + "/"
	default:
		return nil, errors.New("the bucket's endpoint is no web address")
	}
	if b.region == "" {
		b.region = "us-east-1" // what all others take
	}
	return b, nil
}

// ask sends one signed request. A file that is not there is fs.ErrNotExist.
func (b *bucket) ask(ctx context.Context, method, name string, query url.Values, span string, body []byte) (*http.Response, error) {
	at := b.base + name
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, method, at, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if span != "" {
		r.Header.Set("Range", span)
	}
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	r.Header.Set("X-Amz-Content-Sha256", hash)
	if err := b.signer.SignHTTP(ctx, b.keys, r, hash, "s3", b.region, time.Now()); err != nil {
		return nil, fmt.Errorf("sign a request to the bucket: %w", err)
	}
	resp, err := b.client.Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 == 2 {
		return resp, nil
	}
	why, _ := io.ReadAll(io.LimitReader(resp.Body, 300)) //nolint:errcheck // the status says enough
	resp.Body.Close()                                    //nolint:errcheck // only read from
	if resp.StatusCode == http.StatusNotFound && !bytes.Contains(why, []byte("NoSuchBucket")) {
		return nil, fs.ErrNotExist
	}
	return nil, fmt.Errorf("the bucket answered %d: %s", resp.StatusCode, why)
}

// done is ask for requests whose answer says nothing more.
func (b *bucket) done(ctx context.Context, method, name string, body []byte) (http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	resp, err := b.ask(ctx, method, b.under+name, nil, "", body)
	if err != nil {
		return nil, err
	}
	return resp.Header, resp.Body.Close()
}

func (b *bucket) put(ctx context.Context, name string, body []byte) error {
	_, err := b.done(ctx, http.MethodPut, name, body)
	return err
}

func (b *bucket) remove(ctx context.Context, name string) error {
	if _, err := b.done(ctx, http.MethodDelete, name, nil); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (b *bucket) open(ctx context.Context, name string) (*Opened, error) {
	asking, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	resp, err := b.ask(asking, http.MethodHead, b.under+name, nil, "", nil)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()                                         //nolint:errcheck // a head has none
	at, _ := http.ParseTime(resp.Header.Get("Last-Modified")) //nolint:errcheck // zero says nothing
	return &Opened{ReadSeekCloser: &remote{ctx: ctx, bucket: b, name: b.under + name, size: resp.ContentLength}, Size: resp.ContentLength, At: at}, nil
}

// remote reads a file of a bucket from any place on, asking for as much as is read.
type remote struct {
	ctx    context.Context //nolint:containedctx // of whoever reads: an open file lives no longer
	bucket *bucket
	name   string
	size   int64
	at     int64
	body   io.ReadCloser // nil until something is read
}

func (r *remote) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if r.body == nil {
		resp, err := r.bucket.ask(r.ctx, http.MethodGet, r.name, nil, fmt.Sprintf("bytes=%d-", r.at), nil)
		if err != nil {
			return 0, err
		}
		if resp.StatusCode != http.StatusPartialContent && r.at > 0 {
			resp.Body.Close() //nolint:errcheck // only read from
			return 0, errors.New("the bucket gives no parts of files")
		}
		r.body = resp.Body
	}
	n, err := r.body.Read(p)
	if r.at += int64(n); errors.Is(err, io.EOF) && r.at < r.size {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (r *remote) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("seek before the beginning of a file")
	}
	if offset != r.at {
		if err := r.Close(); err != nil {
			return 0, err
		}
		r.at = offset
	}
	return r.at, nil
}

func (r *remote) Close() error {
	if r.body == nil {
		return nil
	}
	body := r.body
	r.body = nil
	return body.Close()
}

// listed is a page of a bucket's list.
type listed struct {
	Contents []struct {
		Key          string
		LastModified time.Time
	}
	NextContinuationToken string
}

func (b *bucket) list(ctx context.Context, under string) ([]item, error) {
	if under != "" {
		under += "/"
	}
	query := url.Values{"list-type": {"2"}, "delimiter": {"/"}, "prefix": {b.under + under}}
	var all []item
	for {
		page, err := b.page(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, c := range page.Contents {
			all = append(all, item{strings.TrimPrefix(c.Key, b.under), c.LastModified})
		}
		if page.NextContinuationToken == "" {
			return all, nil
		}
		query.Set("continuation-token", page.NextContinuationToken)
	}
}

func (b *bucket) page(ctx context.Context, query url.Values) (listed, error) {
	ctx, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	resp, err := b.ask(ctx, http.MethodGet, "", query, "", nil)
	if err != nil {
		return listed{}, err
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	var l listed
	if err := xml.NewDecoder(resp.Body).Decode(&l); err != nil {
		return listed{}, fmt.Errorf("read the bucket's list: %w", err)
	}
	return l, nil
}
