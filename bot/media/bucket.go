package media

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"
)

// Keys open a bucket.
type Keys struct{ ID, Secret string }

// answerTime is how long a bucket may take to begin an answer; retryPause the longest
// pause before one of the three tries of a request. Who waits longer is the keeper.
const (
	answerTime = time.Minute
	retryPause = 200 * time.Millisecond
)

var (
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	bucketPath = regexp.MustCompile(`^[A-Za-z0-9/_.-]*$`)
)

// openBucket opens an address like s3://BUCKET/PATH?region=…&endpoint=https://….
func openBucket(at string, keys Keys) (place, error) {
	name, under, o, err := readBucket(at, keys)
	if err != nil {
		return place{}, err
	}
	b, err := s3blob.OpenBucket(context.Background(), s3.New(o), name, &s3blob.Options{RequestChecksumCalculation: o.RequestChecksumCalculation})
	if err != nil {
		return place{}, fmt.Errorf("opening the bucket: %w", err)
	}
	if under != "" {
		b = blob.PrefixedBucket(b, under+"/")
	}
	return place{bucket: b}, nil
}

// readBucket reads the address: the bucket, what every name in it begins with, and how it
// is spoken to. Nothing is taken from Amazon's own files and variables: what is set is set
// in one place.
func readBucket(at string, keys Keys) (name, under string, o s3.Options, err error) {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "s3" || !bucketName.MatchString(u.Host) || !bucketPath.MatchString(u.Path) {
		return "", "", o, errors.New("it is no bucket: write it like s3://BUCKET?region=eu-west-1, or with &endpoint=https://… where it is not Amazon's")
	}
	q := u.Query()
	end, region := strings.TrimRight(q.Get("endpoint"), "/"), q.Get("region")
	switch {
	case keys.ID == "" || keys.Secret == "":
		return "", "", o, errors.New("the bucket's keys are not set (FRONTDOOR_MEDIA_KEY, FRONTDOOR_MEDIA_SECRET)")
	case end == "" && region == "":
		return "", "", o, errors.New("the bucket's region is missing: add ?region=…")
	case end != "" && !strings.HasPrefix(end, "https://") && !strings.HasPrefix(end, "http://"):
		return "", "", o, errors.New("the bucket's endpoint is no web address")
	}
	o = s3.Options{
		Region: region,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keys.ID, SecretAccessKey: keys.Secret, Source: "settings"}, nil
		}),
		HTTPClient: awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.ResponseHeaderTimeout = answerTime }),
		Retryer:    retry.AddWithMaxBackoffDelay(retry.NewStandard(), retryPause),
		// Sums that Amazon reckons by itself and many others refuse.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	}
	if end != "" {
		o.BaseEndpoint, o.UsePathStyle = aws.String(end), true
		if region == "" {
			o.Region = "us-east-1" // what all others take
		}
	}
	return u.Host, strings.Trim(u.Path, "/"), o, nil
}
