// Package flows holds what Passerelle asks and knows: conversations, facts, needs, services and words, as authors write them.
package flows

import "embed"

// FS is this directory, embedded in the program.
//
//go:embed *.yaml services words danger
var FS embed.FS
