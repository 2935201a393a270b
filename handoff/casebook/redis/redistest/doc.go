// Package redistest starts real Redis servers for tests: one alone, a primary with
// replicas and sentinels, a Cluster of three nodes. They run from the redis-server
// binary on free loopback ports, keep their files in the test's folder, and end
// with the test. Nothing here is part of the program.
package redistest
