package directory

import "strings"

// nationalCodes are the country codes whose numbers are dialled from France with a 0 and nine digits: mainland France and
// the départements overseas (Arcep, plan national de numérotation).
var nationalCodes = []string{"+33", "+590", "+594", "+596", "+262", "+508"}

// Dialled is the phone number as it is dialled and said in France: "05 55 00 00 01"; abroad and short numbers as they are.
func (p *Place) Dialled() string {
	number := strings.ReplaceAll(p.Phone, " ", "")
	for _, code := range nationalCodes {
		if rest, ok := strings.CutPrefix(number, code); ok && len(rest) == 9 {
			number = "0" + rest
			break
		}
	}
	if len(number) != 10 || number[0] != '0' {
		return number
	}
	pairs := make([]string, 0, 5)
	for i := 0; i < len(number); i += 2 {
		pairs = append(pairs, number[i:i+2])
	}
	return strings.Join(pairs, " ")
}
