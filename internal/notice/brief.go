package notice

import "net/url"

// Brief is a page in short, for a conversation: the lines of one or two messages.
func Brief(page string, s Settings, known Known) [][]Line {
	var messages [][]Line
	switch page {
	case Trust:
		messages = [][]Line{join(lines(say("brief.trust")), s.runBy(), s.contact(), lines(with("trust.kept", "Hours", Hours(s.KeepHours))), s.carrier(), s.erase())}
	case Privacy:
		messages = [][]Line{
			join(lines(with("privacy.until", "Hours", Hours(s.KeepHours)), say("privacy.never"), say("privacy.count_none"), say("privacy.see_none")), s.carrier()),
			join(lines(say("privacy.see_machine")), s.erase(), s.runBy(), s.contact(), s.complain()),
		}
	case Sources:
		messages = [][]Line{join(known.Catalogue.read(), known.Catalogue.tried(), known.attributions())}
	default:
		return nil
	}
	last := &messages[len(messages)-1]
	*last = append(*last, s.whole(page)...)
	return messages
}

func join(all ...[]Line) []Line {
	var out []Line
	for _, some := range all {
		out = append(out, some...)
	}
	return out
}

// attributions are the lines that the publishers of the places ask for.
func (k Known) attributions() []Line {
	var out []Line
	for _, list := range k.Lists {
		out = append(out, list.lines()[0])
	}
	return out
}

// whole tells where the page itself is: at the foot of the web page, and elsewhere at its public address, if it has one.
func (s Settings) whole(page string) []Line {
	ref, _ := Find(page)
	if s.Channel == web {
		return lines(with("brief.whole_foot", "Title", Text(ref.Title())))
	}
	address, err := url.JoinPath(s.PublicURL, ref.Path)
	if s.PublicURL == "" || err != nil {
		return nil
	}
	l := say("brief.whole")
	l.Link = Link{URL: address, Label: openSite}
	return lines(l)
}
