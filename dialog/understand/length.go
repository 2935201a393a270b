package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// howLong is a message that tells nothing but how long, how old or since how long.
var howLong = pattern.MustCompile(`^(?:我?(?:好|大概|大约|差不多|估计|应该|可能|快要?|已经|将近|都|得有?|有|才|今年|她|他|他们|我|是|就|,|，|约|拖了|等了|做了|干了|about|around|almost|nearly|over|more than|like|for|it's|it is|its|been|he is|she is|i am|i'm|he's|she's|now|maybe| ))*(?:[0-9]{1,3}|[一二两三四五六七八九十百半几]{1,5}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)(?: ?(?:个|来|几|多|大半|half|and a half))* ?(?:年|年半|月|个月|天|周|星期|礼拜|小时|钟头|岁|周岁|years? old|years?|yrs?|months?|weeks?|days?|hours?)(?:多|了|半|吧|呢|啊|呀|左右|的样子|以上|时间|now|already|ago|maybe| |,|，|。|\.)*$|^(?:今年|快|他|她|我|都|有|已经)*[0-9一二三四五六七八九十]{1,3}(?:了|多了|岁了)(?:吧|呢|啊|呀|。|\.)*$`)

// IsLength says that the words tell how long something went on, or how old somebody is,
// and nothing else: "2 months", 大概有两个月了吧, 76了. They answer no question for a name
// or a place.
func IsLength(text string) bool {
	return len(text) <= 60 && howLong.MatchString(strings.TrimSpace(fold(text)))
}
