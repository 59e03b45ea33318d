package supply

var (
	NameOf    = nameOf
	KnownList = knownList
)
