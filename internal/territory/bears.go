package territory

// Bears tells whether a name is the very name of a commune or of a département, today's or another. It is quick: whoever
// reads a message asks it of many words before finding one.
func (g *Gazetteer) Bears(name string) bool {
	folded := fold(name)
	return len(g.names.being(glue(folded))) > 0 || g.called[folded] != nil
}
