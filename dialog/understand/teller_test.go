package understand

import "testing"

func TestTeller(t *testing.T) {
	for text, want := range map[string]string{
		"我是他儿媳小王,我想离婚": "儿媳/小王", "我是他儿子小李": "儿子/小李", "我是老李的儿子李强,路灯又坏了": "儿子/李强", "我是他女儿": "女儿/", "我是她老公,姓周": "老公/周",
		"你好,我是他老婆,我叫王芳": "老婆/王芳", "我是户主的孙女陈小燕": "孙女/陈小燕", "这里是他女婿": "女婿/", "我是他邻居老魏": "邻居/老魏", "我是他妹妹,想问问进度": "妹妹/",
		"I'm his daughter-in-law Xiao Wang": "daughter-in-law/Xiao Wang", "this is his wife": "wife/", "This is Wang Mei, his wife": "wife/Wang Mei", "I am Old Li's son, Li Qiang": "son/Li Qiang", "I'm her aunt, Grace 13811110002": "aunt/Grace", "I'm his wife, Please help me": "wife/", "I'm her husband and I need help": "husband/",
		"我是王芳": "", "我是他老师": "", "我是他儿子的老师": "", "我是本地人": "", "他是我儿子": "", "我是下章村的老李": "", "I am his boss": "", "I'm the one who called": "",
	} {
		got, ok := ReadTeller(text)
		if g := got.Relation + "/" + got.Name.Value; ok != (want != "") || ok && g != want {
			t.Errorf("%q: %q %v, want %q", text, g, ok, want)
		}
	}
}
