package understand

import "testing"

func TestPinyin(t *testing.T) {
	for text, want := range map[string]bool{
		"wo jia lou shang lou shui le mei ren guan": true,
		"lu deng huai le":                  true,
		"laoban qian wo san ge yue gongzi": true,
		"zai qi xing cun":                  true,
		"Wo men cun de lu huaile":          true,
		"ludeng huaile, mei ren xiu":       true,
		"the lamp is out":                  false,
		"can you help me":                  false,
		"Wang Wei":                         false,
		"Li Na and Wang Wei hit me":        false,
		"no water since Monday":            false,
		"he hit me again":                  false,
		"boss no pay me":                   false,
		"Qixing cun lu deng":               true,
		"fan gang wen":                     false,
		"dog in the lane":                  false,
		"i can hear you":                   false,
		"路灯 huai le":                       false,
	} {
		if got := Pinyin(text); got != want {
			t.Errorf("Pinyin(%q) = %v", text, got)
		}
	}
}
