package inbox

import (
	"regexp"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"frontdoor/handoff"
)

// TestSecondFactorPages goes the whole way: on, signing in with it on the page and in the
// dialog, off; and ends a session of another device.
func TestSecondFactorPages(t *testing.T) {
	w := newWorld(t)
	v := w.as("wu")
	const page = "/inbox/me/security"
	v.get("/inbox/me").shows(200, `href="`+page+`"`)
	v.get(page).shows(200, "现在只凭密码登录", "本机")
	v.post(page+"/begin").shows(200, "<svg", "用手机上的验证器")
	secret := regexp.MustCompile(`<code>([A-Z2-7]{32})</code>`).FindStringSubmatch(v.body)
	if secret == nil {
		t.Fatalf("no secret in %s", v.body)
	}
	code := func(steps int) string {
		code, err := totp.GenerateCode(secret[1], time.Now().Add(time.Duration(steps)*30*time.Second))
		w.must(err)
		return code
	}
	v.post(page+"/confirm", "code", "12345").shows(422, "验证码不对")
	v.post(page+"/confirm", "code", code(-1)).shows(200, "备用码")
	recovery := regexp.MustCompile(`<code>([a-z2-7]{8}-[a-z2-7]{8})</code>`).FindAllStringSubmatch(v.body, -1)
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	v.get(page).shows(200, "备用码还剩 10 个").hides(secret[1], recovery[0][1])
	v.post(page+"/begin").shows(409, "请先关闭")

	phone := w.anonymous()
	phone.post("/inbox/sign-in", "login", "wu", "password", password, "back", "/inbox/me").shows(401, "请再输入验证器上的六位数字").hides("name=\"password\"")
	ticket := regexp.MustCompile(`name="ticket" value="([^"]+)"`).FindStringSubmatch(phone.body)
	if ticket == nil {
		t.Fatalf("no ticket in %s", phone.body)
	}
	phone.get("/inbox").shows(200, "登录")
	phone.post("/inbox/sign-in", "ticket", ticket[1], "code", "000000", "back", "/inbox/me").shows(401, "验证码不对", ticket[1])
	phone.post("/inbox/sign-in", "ticket", "wu."+ticket[1], "code", recovery[0][1]).shows(401, "账号或密码不对")
	phone.post("/inbox/sign-in", "ticket", ticket[1], "code", code(0), "back", "/inbox/me").shows(200, "吴姐")
	dialog := w.anonymous() // where a session has ended
	dialog.ask("/inbox/sign-in", "login", "wu", "password", password).shows(401, `"sign_in":true`)
	dialog.ask("/inbox/sign-in", "login", "wu", "password", password, "code", recovery[1][1]).shows(200)
	dialog.get(page).shows(200, "备用码还剩 9 个")

	ids := regexp.MustCompile(`name="id" value="([0-9a-f]+)"`).FindAllStringSubmatch(dialog.body, -1)
	if len(ids) != 2 {
		t.Fatalf("%d other sessions in %s", len(ids), dialog.body)
	}
	w.as("li").post(page+"/end", "id", ids[0][1], "back", page) // not li's
	v.get(page).shows(200, "本机")
	dialog.post(page+"/end-others").shows(200, "本机")
	v.get(page).shows(200, "请用您的工作账号登录")
	dialog.post(page+"/off", "code", "000000").shows(422, "验证码不对")
	dialog.post(page+"/off", "code", recovery[2][1]).shows(200, "现在只凭密码登录")
	dialog.post(page + "/dance").shows(404)
	w.anonymous().post("/inbox/sign-in", "login", "wu", "password", password, "back", "/inbox/me").shows(200, "吴姐")
}

// TestSecondFactorIsDemanded: who must have a code beside the password does nothing else
// before it is on, in whatever way they ask; who need not have one is not stopped.
func TestSecondFactorIsDemanded(t *testing.T) {
	w := newWorldWith(t, func(_ *world, o *Options) {
		o.DemandsSecond = func(r handoff.Role) bool { return r == handoff.RoleAgent }
	})
	const page = "/inbox/me/security"
	v := w.as("wu")
	for _, path := range []string{"/inbox", "/inbox/me", "/inbox/replies"} {
		v.get(path).shows(200, "这里要求您的账号开启登录验证码")
	}
	v.ask("/inbox/next").shows(403, "开启登录验证码")
	v.post("/inbox/replies", "title", "x", "text", "x").shows(403, "开启登录验证码")
	v.get("/inbox/me/password").shows(200, "密码").hides("开启登录验证码")
	v.post(page+"/begin").shows(200, "<svg")
	secret := regexp.MustCompile(`<code>([A-Z2-7]{32})</code>`).FindStringSubmatch(v.body)
	if secret == nil {
		t.Fatalf("no secret in %s", v.body)
	}
	code, err := totp.GenerateCode(secret[1], time.Now())
	w.must(err)
	v.post(page+"/confirm", "code", code).shows(200, "备用码").hides("这里要求")
	v.get("/inbox").shows(200, "吴姐").hides("这里要求")
	w.as("mo").get("/inbox").shows(200).hides("这里要求")
}
