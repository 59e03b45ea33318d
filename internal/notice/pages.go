package notice

import "slices"

// Of composes a page. known is read for the page of sources alone.
func Of(page string, s Settings, known Known) (Page, bool) {
	p := Page{ID: page, Title: title(page)}
	switch page {
	case Trust:
		p.Sections = s.trust()
	case Privacy:
		p.Sections = s.privacy()
	case Legal:
		p.Sections = s.legal()
	case Sources:
		p.Sections = known.sections()
	default:
		return Page{}, false
	}
	p.Sections = slices.DeleteFunc(p.Sections, func(s Section) bool { return len(s.Lines) == 0 })
	return p, true
}

func section(title string, lines ...[]Line) Section {
	s := Section{Title: "notice." + title}
	for _, more := range lines {
		s.Lines = append(s.Lines, more...)
	}
	return s
}

func lines(all ...Line) []Line { return all }

func (s Settings) trust() []Section {
	return []Section{
		section("trust.what", lines(say("trust.program"), say("trust.not_state"))),
		section("trust.who", s.runBy(), s.contact()),
		section("trust.kept_head", lines(with("trust.kept", "Hours", Hours(s.KeepHours)), say("trust.kept_not"))),
		section("trust.carry_head", s.carrier()),
		section("trust.erase_head", s.erase()),
	}
}

// runBy tells who answers for the bot.
func (s Settings) runBy() []Line {
	if s.Organisation == "" {
		return lines(say("demo"))
	}
	return lines(with("run_by", "Name", s.Organisation))
}

// contact tells whom to write to. Where nobody is named there is nobody to be without an address.
func (s Settings) contact() []Line {
	switch {
	case s.Contact != "":
		return lines(with("contact", "Contact", s.Contact))
	case s.Organisation != "":
		return lines(say("contact_none"))
	}
	return nil
}

// carrier tells who carries the messages.
func (s Settings) carrier() []Line {
	switch s.Channel {
	case web, terminal:
		return lines(say("carry." + s.Channel))
	case telegram:
		carried := lines(say("carry.telegram"))
		if s.PublicURL != "" {
			carried = append(carried, Line{ID: "notice.carry.other_door", Link: Link{URL: s.PublicURL, Label: "notice.carry.open"}})
		}
		return carried
	}
	return nil
}

// erase tells how to erase. A terminal has no button for it.
func (s Settings) erase() []Line {
	if s.Channel == terminal {
		return lines(say("erase_word"))
	}
	return lines(say("erase"))
}

func (s Settings) privacy() []Section {
	return []Section{
		section("privacy.kept_head", lines(
			say("privacy.answers"), with("privacy.until", "Hours", Hours(s.KeepHours)), say("privacy.sealed"),
			say("privacy.commune"), with("privacy.mark", "Hours", Hours(s.DoneHours)),
		), s.cookies()),
		section("privacy.never_head", lines(say("privacy.never"), say("privacy.words"), say("privacy.location")), s.address()),
		section("privacy.count_head", lines(say("privacy.count_none"), say("privacy.count_places"))),
		section("privacy.see_head", lines(say("privacy.see_none"), say("privacy.see_machine"), say("privacy.see_device")), s.carrier(), lines(say("privacy.links"))),
		section("privacy.copies_head", lines(say("privacy.copies"), say("privacy.copies_before"))),
		section("privacy.rights_head", lines(say("privacy.rights")), s.erase(), s.runBy(), s.contact(), s.complain()),
	}
}

// cookies are told where there are any.
func (s Settings) cookies() []Line {
	if s.Channel != web {
		return nil
	}
	return lines(say("privacy.cookies"))
}

// address tells of the IP address, where messages come with one.
func (s Settings) address() []Line {
	if s.Channel != web {
		return nil
	}
	return lines(say("privacy.address"))
}

// complain names the authority, if the catalogue knows its page.
func (s Settings) complain() []Line {
	if s.Authority.Name == "" || s.Authority.URL == "" {
		return nil
	}
	l := with("privacy.complain", "Name", s.Authority.Name)
	l.Link = Link{URL: s.Authority.URL, Label: openSite}
	return lines(l)
}

func (s Settings) legal() []Section {
	return []Section{
		section("legal.publisher_head", s.publisher(), s.contact()),
		section("legal.host_head", s.host()),
		section("legal.software_head", lines(say("legal.software"))),
		section("legal.advice_head", lines(say("legal.advice"), say("legal.emergency"))),
	}
}

func (s Settings) publisher() []Line {
	if s.Organisation == "" {
		return lines(say("demo"))
	}
	return lines(with("legal.publisher", "Name", s.Organisation))
}

// host tells where the page is: only who runs it knows who hosts it.
func (s Settings) host() []Line {
	var told []Line
	if s.PublicURL != "" {
		told = append(told, with("legal.address", "URL", s.PublicURL))
	}
	if s.Contact == "" {
		return append(told, say("legal.host_unknown"))
	}
	return append(told, with("legal.host", "Contact", s.Contact))
}
