package understand

import "testing"

func TestCalledBy(t *testing.T) {
	for text, want := range map[string]string{
		"他叫赵大勇": "/赵大勇", "老赵叫赵大勇": "老赵/赵大勇", "张阿姨叫张桂香": "张阿姨/张桂香", "她名字叫李梅。": "/李梅", "他全名叫周大海": "/周大海", "他叫艾力·买买提": "/艾力·买买提",
		"his name is Zhou Dahai": "/Zhou Dahai", "She's called Mary Lee": "/Mary Lee",
		"我叫赵大勇": "", "他叫我滚": "", "他叫人来打我": "", "狗叫一晚上": "", "他叫赵大勇,住在隔壁": "", "his name is on the list": "",
	} {
		whose, name, ok := CalledBy(text)
		if got := whose + "/" + name; ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}
