package hours

import "time"

// The public holidays of France.
//
// Everywhere: Code du travail, article L3133-1. In Alsace and Moselle two more: article L3134-13, which grants Good Friday only
// to the communes with a Protestant church; it is counted in the whole département, since a doubtful opening is better
// said doubtful. Overseas the abolition of slavery: article L3422-2.
//
// Left out for want of a sure text: Saint-Martin (978), of which the code has said 27 May and then, by mistake, 28 March where
// 28 May is kept; and the days that New Caledonia, French Polynesia, Wallis-et-Futuna, Mayotte and Saint-Pierre-et-Miquelon
// add by their own rules or customs.
const (
	newYear      = "jour_an"
	goodFriday   = "vendredi_saint"
	easterMonday = "lundi_paques"
	labourDay    = "fete_travail"
	victory      = "victoire_1945"
	ascension    = "ascension"
	whitMonday   = "lundi_pentecote"
	nationalDay  = "fete_nationale"
	assumption   = "assomption"
	allSaints    = "toussaint"
	armistice    = "armistice"
	christmas    = "noel"
	saintStephen = "saint_etienne"
	abolition    = "abolition_esclavage"
)

// Holidays gives the id of every public holiday that Holiday may answer, in the order of the year.
func Holidays() []string {
	return []string{newYear, goodFriday, easterMonday, abolition, labourDay, victory, ascension, whitMonday, nationalDay,
		assumption, allSaints, armistice, christmas, saintStephen}
}

// Holiday is the public holiday of a day in a département: its id, or false. The day is the date that the time shows in its
// own location. Of two holidays on one day it gives the one whose date is fixed.
func Holiday(day time.Time, departement string) (id string, ok bool) {
	id = holidayOf(momentOf(day).day, departement)
	return id, id != ""
}

// holidayOf is the public holiday of a day since 1970, or "".
func holidayOf(day int, departement string) string {
	year, month, number := dateOf(day).Date()
	date := yeardayOf(int(month), number)
	if id := fixedHoliday(date); id != "" {
		return id
	}
	alsatian := departement == "57" || departement == "67" || departement == "68"
	if alsatian && date == yeardayOf(12, 26) {
		return saintStephen
	}
	if date == abolitionDay(departement) {
		return abolition
	}
	// Easter is between 22 March and 25 April, Whit Monday 50 days later.
	if month < time.March || month > time.June {
		return ""
	}
	return movableHoliday(day-easter(year), alsatian)
}

func fixedHoliday(date yearday) string {
	switch date {
	case 1<<5 | 1:
		return newYear
	case 5<<5 | 1:
		return labourDay
	case 5<<5 | 8:
		return victory
	case 7<<5 | 14:
		return nationalDay
	case 8<<5 | 15:
		return assumption
	case 11<<5 | 1:
		return allSaints
	case 11<<5 | 11:
		return armistice
	case 12<<5 | 25:
		return christmas
	}
	return ""
}

// abolitionDay is the day on which a territory celebrates the abolition of slavery; 0 where it is no holiday.
func abolitionDay(departement string) yearday {
	switch departement {
	case "976":
		return yeardayOf(4, 27)
	case "972":
		return yeardayOf(5, 22)
	case "971":
		return yeardayOf(5, 27)
	case "973":
		return yeardayOf(6, 10)
	case "977":
		return yeardayOf(10, 9)
	case "974":
		return yeardayOf(12, 20)
	}
	return 0
}

// movableHoliday is the holiday so many days after Easter.
func movableHoliday(after int, alsatian bool) string {
	switch {
	case after == -2 && alsatian:
		return goodFriday
	case after == 1:
		return easterMonday
	case after == 39:
		return ascension
	case after == 50:
		return whitMonday
	}
	return ""
}

// easter gives Easter Sunday of a year in days since 1970, by the Gregorian computus (Butcher's form: the moon's place in
// its cycle of 19 years, corrected by century, then the Sunday after the full moon).
func easter(year int) int {
	golden, century, rest := year%19, year/100, year%100
	epact := (19*golden + century - century/4 - (century-(century+8)/25+1)/3 + 15) % 30
	toSunday := (32 + 2*(century%4) + 2*(rest/4) - epact - rest%4) % 7
	late := (golden + 11*epact + 22*toSunday) / 451
	number := epact + toSunday - 7*late + 114
	return int(time.Date(year, time.Month(number/31), number%31+1, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
}
