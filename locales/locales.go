// Package locales holds every sentence a person reads: plain French here, easy French under easy/.
package locales

import "embed"

// FS is this directory, embedded in the program.
//
//go:embed *.yaml easy
var FS embed.FS
