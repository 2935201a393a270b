package town

import yf "frontdoor/dialog/catalog/yamlfile"

// The shapes below are the file as the clerk wrote it; the top of town.yaml tells
// what each field means.

type fileTown struct {
	Version    yf.Word        `yaml:"version"`
	Zh         yf.Word        `yaml:"zh"`
	En         yf.Word        `yaml:"en"`
	PersonaZh  yf.Word        `yaml:"persona_zh"`
	PersonaEn  yf.Word        `yaml:"persona_en"`
	Prefix     yf.Word        `yaml:"prefix"`
	Signature  yf.Word        `yaml:"signature"`
	Zone       yf.Word        `yaml:"zone"`
	HumanPhone yf.Word        `yaml:"human_phone"`
	AreaCode   yf.Word        `yaml:"area_code"`
	Quiet      yf.Word        `yaml:"quiet"`
	Hours      fileHours      `yaml:"hours"`
	FirstReply filePromise    `yaml:"first_reply"`
	Calendar   []fileCalendar `yaml:"calendar"`
	Hotlines   []fileHotline  `yaml:"hotlines"`
	Places     []filePlace    `yaml:"places"`
	County     fileText       `yaml:"county"`
	City       fileText       `yaml:"city"`
	Townships  []fileTownship `yaml:"townships"`
	Stations   []fileStation  `yaml:"stations"`
	Grids      []fileGrid     `yaml:"grids"`
	Shapes     yf.Word        `yaml:"shapes"`
	Rules      fileRules      `yaml:"rules"`
	Retention  []fileKeep     `yaml:"retention"`
}

// fileText is a name in both languages.
type fileText struct {
	Line yf.Line
	Zh   yf.Word `yaml:"zh"`
	En   yf.Word `yaml:"en"`
}

type fileHours struct {
	Line    yf.Line
	Mon     yf.Word `yaml:"mon"`
	Tue     yf.Word `yaml:"tue"`
	Wed     yf.Word `yaml:"wed"`
	Thu     yf.Word `yaml:"thu"`
	Fri     yf.Word `yaml:"fri"`
	Sat     yf.Word `yaml:"sat"`
	Sun     yf.Word `yaml:"sun"`
	Holiday yf.Word `yaml:"holiday"`
	Workday yf.Word `yaml:"extra_workday"`
}

type filePromise struct {
	Line          yf.Line
	AfterOpening  yf.Word `yaml:"after_opening"`
	BeforeClosing yf.Word `yaml:"taken_before_closing"`
	AfterClosing  yf.Word `yaml:"after_closing"`
}

type fileCalendar struct {
	Line      yf.Line
	Year      yf.Word   `yaml:"year"`
	CheckedOn yf.Word   `yaml:"checked_on"`
	Holidays  []yf.Word `yaml:"holidays"`
	Workdays  []yf.Word `yaml:"workdays"`
}

type fileHotline struct {
	Line      yf.Line
	Key       yf.Word `yaml:"key"`
	Number    yf.Word `yaml:"number"`
	Zh        yf.Word `yaml:"zh"`
	En        yf.Word `yaml:"en"`
	CheckedOn yf.Word `yaml:"checked_on"`
}

type filePlace struct {
	Line    yf.Line
	ID      yf.Word   `yaml:"id"`
	Kind    yf.Word   `yaml:"kind"`
	Zh      yf.Word   `yaml:"zh"`
	En      yf.Word   `yaml:"en"`
	Aliases []yf.Word `yaml:"aliases"`
}
