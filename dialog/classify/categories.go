package classify

// None is the label of words that are no matter for the town: greetings, chat,
// advertising, fragments, reviews, wishes about tourist or commercial projects.
const None = "none"

// Categories are the keys of the ten matters, in the order of the catalogue.
// The model's classes are these ten followed by None.
var Categories = [...]string{
	"errand", "mediation", "legal", "counselling", "housing",
	"facilities", "safety", "labour", "care", "village",
}

// Classes is how many labels the model tells apart: the ten and None.
const Classes = len(Categories) + 1

// classNone is the index of None among the classes.
const classNone = len(Categories)

// ClassOf returns the class index of a category key or None; ok is false for
// any other word.
func ClassOf(key string) (class int, ok bool) {
	if key == None {
		return classNone, true
	}
	for i, c := range Categories {
		if c == key {
			return i, true
		}
	}
	return 0, false
}

// ClassName is the inverse of ClassOf for 0 <= class < Classes.
func ClassName(class int) string {
	if class == classNone {
		return None
	}
	return Categories[class]
}
