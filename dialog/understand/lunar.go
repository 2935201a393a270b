package understand

import "time"

// lunarFirst and lunarLast bound the table of lunar years.
const (
	lunarFirst = 1940
	lunarLast  = 2060
)

// lunarYears describes each lunar year: bits 0-12 say which of its months, in
// order, have 30 days (the others 29); bits 13-16 hold the month that is
// followed by a leap month (0: none); bits 17 up, the days from 1 January to
// the new year. Worked out from new moons and solar terms in China's time
// (GB/T 33661) and compared with a second almanac, month by month.
var lunarYears = [...]uint32{
	0x4c052b, 0x34ca5b, 0x5a0aad, 0x46056a, 0x309b55, 0x560ba4, 0x400b49, 0x2a5a93, // 1940
	0x500a95, 0x38f52d, 0x5e0536, 0x480aad, 0x34b5aa, 0x5805b2, 0x420da5, 0x2e7d4a, // 1948
	0x540d4a, 0x3d0a95, 0x600a97, 0x4c0556, 0x36cab5, 0x5a0ad5, 0x4606d2, 0x308ea5, // 1956
	0x560ea5, 0x40064a, 0x286c97, 0x4e0a9b, 0x3af55a, 0x5e056a, 0x480b69, 0x34b752, // 1964
	0x5a0b52, 0x420b25, 0x2c964b, 0x520a4b, 0x3d14ab, 0x6002ad, 0x4a056d, 0x36cb69, // 1972
	0x5c0da9, 0x460d92, 0x309d25, 0x560d25, 0x415a4d, 0x640a56, 0x4e02b6, 0x38c5b5, // 1980
	0x5e06d5, 0x480ea9, 0x34be92, 0x5a0e92, 0x440d26, 0x2c6a56, 0x500a57, 0x3d14d6, // 1988
	0x62035a, 0x4a06d5, 0x36b6c9, 0x5c0749, 0x460693, 0x2e952b, 0x54052b, 0x3e0a5b, // 1996
	0x2a555a, 0x4e056a, 0x38fb55, 0x600ba4, 0x4a0b49, 0x32ba93, 0x580a95, 0x42052d, // 2004
	0x2c8aad, 0x500ab5, 0x3d35aa, 0x6205d2, 0x4c0da5, 0x36dd4a, 0x5c0d4a, 0x460c95, // 2012
	0x30952e, 0x540556, 0x3e0ab5, 0x2a55b2, 0x5006d2, 0x38cea5, 0x5e0725, 0x48064b, // 2020
	0x32ac97, 0x560cab, 0x42055a, 0x2c6ad6, 0x520b69, 0x3d7752, 0x620b52, 0x4c0b25, // 2028
	0x36da4b, 0x5a0a4b, 0x4404ab, 0x2ea55b, 0x5405ad, 0x3e0b6a, 0x2a5b52, 0x500d92, // 2036
	0x3afd25, 0x5e0d25, 0x480a55, 0x32b4ad, 0x5804b6, 0x4005b5, 0x2c6daa, 0x520ec9, // 2044
	0x3f1e92, 0x620e92, 0x4c0d26, 0x36ca56, 0x5a0a57, 0x4404d6, 0x2e86d5, 0x540755, // 2052
	0x400749, // 2060

}

// lunarMonth is one month of the lunar calendar.
type lunarMonth struct {
	num   int // 1 to 12
	leap  bool
	days  int       // 29 or 30
	first time.Time // midnight of its first day
}

// lunarYear lists the months of a lunar year in order; nil outside the table.
func lunarYear(year int, loc *time.Location) []lunarMonth {
	if year < lunarFirst || year > lunarLast {
		return nil
	}
	bits := lunarYears[year-lunarFirst]
	leap := int(bits >> 13 & 15)
	day := int(bits >> 17)
	count := 12
	if leap > 0 {
		count = 13
	}
	months := make([]lunarMonth, 0, count)
	for k := range count {
		m := lunarMonth{num: k + 1, days: 29, first: time.Date(year, 1, 1+day, 0, 0, 0, 0, loc)}
		if leap > 0 && k >= leap {
			m.num, m.leap = k, k == leap
		}
		if bits>>k&1 == 1 {
			m.days = 30
		}
		day += m.days
		months = append(months, m)
	}
	return months
}

// lunarDate is the day of the common calendar for a lunar one. Day 30 of a
// month that has 29 is its last day (大年三十 is said in every year).
func lunarDate(year, month, day int, leap bool, loc *time.Location) (time.Time, bool) {
	for _, m := range lunarYear(year, loc) {
		if m.num == month && m.leap == leap && day >= 1 && day <= 30 {
			return m.first.AddDate(0, 0, min(day, m.days)-1), true
		}
	}
	return time.Time{}, false
}

// lunarOf says in which lunar year and month a day lies: the index into lunarYear(year).
func lunarOf(day time.Time) (year, index int, ok bool) {
	day = midnight(day)
	for year = day.Year(); year >= day.Year()-1; year-- {
		months := lunarYear(year, day.Location())
		for k := len(months) - 1; k >= 0; k-- {
			if !day.Before(months[k].first) {
				return year, k, true
			}
		}
	}
	return 0, 0, false
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
