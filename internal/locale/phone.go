package locale

import "strings"

// noBreak is U+00A0: a number never breaks at the end of a line.
const noBreak = "\u00a0"

// Phone writes a French number as it is said: pairs for ten digits and for short numbers of four, as printed otherwise.
func Phone(number string) string {
	digits := strings.ReplaceAll(number, " ", "")
	if len(digits) == 4 {
		return digits[:2] + noBreak + digits[2:]
	}
	return strings.ReplaceAll(number, " ", noBreak)
}
