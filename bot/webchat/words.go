package webchat

// words are the texts of the page in one language, by name. The page's module
// finds them in the page.
type words map[string]string

// pageWords are the words of a language. What the bot says is not here: that comes
// from the conversation.
func pageWords(lang string) words {
	all := words{}
	for name, w := range wordTable {
		all[name] = w[0]
		if lang == "en" {
			all[name] = w[1]
		}
	}
	return all
}

// wordTable holds each text in Chinese and English.
var wordTable = map[string][2]string{
	"tagline":  {"有事说一声，有人跟到底", "A person sees it through"},
	"switch":   {"English", "中文"},
	"size":     {"大字", "Larger text"},
	"danger":   {"有危险先打", "In danger, call"},
	"call":     {"打电话找人", "Call a person"},
	"how":      {"怎么办事", "How it works"},
	"step1":    {"说说什么事、在哪里，一句话就行", "Say what happened and where; one line will do"},
	"step2":    {"看一遍记得对不对，报上去就有编号", "Check what was noted; you get a number"},
	"step3":    {"代办员接手，在这里回您，一直跟到办完", "A person takes it over, answers here, and stays with it to the end"},
	"privacy":  {"您写的只给办这件事的人看。身份证号、银行卡号请不要发。这台设备会记住这次谈话，下次打开还在。", "Only the staff on your case read this. Please never send ID or bank card numbers. This device remembers the talk: it is still here when you come back."},
	"welcome":  {"您好，请说说什么事、在哪里。", "Hello. Please tell us what happened, and where."},
	"talk":     {"您和代办站的谈话", "Your talk with the helper desk"},
	"write":    {"在这里写……", "Write here…"},
	"send":     {"发送", "Send"},
	"camera":   {"拍照", "Camera"},
	"photo":    {"照片", "Photo"},
	"location": {"位置", "Place"},
	"opening":  {"正在打开。打不开就打电话：", "Opening. If nothing happens, please call"},
	"noscript": {"您的浏览器没有开启脚本，这里用不了。请直接打电话：", "This page needs scripts, and your browser has them switched off. Please call:"},

	"leave":      {"马上离开", "Leave now"},
	"leave_how":  {"马上换成一张日历，谈话收起来；按两次 Esc 也行", "Shows a calendar at once and puts the talk away; pressing Esc twice does the same"},
	"leave_when": {"旁边有人不方便时，点“马上离开”。", "If somebody should not see this, tap “Leave now”."},
	"calendar":   {"日历", "Calendar"},
	"covered":    {"谈话收起来了，点一下才显示。", "The talk is put away. It is shown when you tap below."},
	"uncover":    {"打开谈话", "Show the talk"},

	"me":           {"我", "Me"},
	"agent":        {"代办员", "Agent"},
	"bot":          {"机器人", "bot"},
	"typing":       {"在听您说，您说完就答", "is listening and will answer when you pause"},
	"sending":      {"发送中", "Sending"},
	"sent":         {"已发送", "Sent"},
	"waiting":      {"还没发出去，网络好了自动发", "Not sent yet; it goes out by itself when the network is back"},
	"many":         {"发得有点快，等几秒会自动发出去", "That was quick; it goes out by itself in a few seconds"},
	"refused":      {"没能发出去", "Could not be sent"},
	"unsay":        {"撤回", "Take back"},
	"unsaid":       {"您撤回了一条消息。代办员仍看得到原话，上面划了线。", "You took a message back. Staff can still see it, crossed out."},
	"unsay_late":   {"这条已经答过，或过了两分钟，收不回来了。说错的话，再说一句对的就行。", "It has been answered, or two minutes have passed, so it stays. If it was wrong, just write what is right."},
	"again":        {"再发一次", "Send again"},
	"change":       {"改一改", "Change it"},
	"drop":         {"不发了", "Discard"},
	"offline":      {"网络断了，正在重连。您写的不会丢", "Connection lost, trying again. Nothing you write is lost"},
	"online":       {"网络好了", "Connected again"},
	"loading":      {"正在读之前的谈话", "Reading your earlier talk"},
	"nocookie":     {"浏览器不让这里记住您，所以收不到回信。请允许本站使用 Cookie，或者打电话找人。", "Your browser does not let this page remember you, so answers cannot reach you. Please allow cookies here, or call."},
	"noframe":      {"浏览器不让嵌在这里的谈话记住您。", "Your browser does not let a chat inside this page remember you."},
	"outside":      {"单独打开谈话", "Open the chat on its own"},
	"widget_open":  {"有事说一声", "Get help"},
	"widget_close": {"收起", "Close"},
	"widget_shut":  {"谈话在这里打不开。", "The chat does not open here."},
	"widget_apart": {"单独打开", "Open on its own"},
	"newer":        {"有新消息", "New message"},
	"earlier":      {"更早的谈话不在这里显示", "Older messages are not shown here"},
	"picture":      {"照片", "Photo"},
	"file":         {"文件", "File"},
	"voice":        {"语音", "Voice"},
	"here":         {"我的位置", "My place"},
	"number":       {"编号", "No."},
	"today":        {"今天", "Today"},
	"yday":         {"昨天", "Yesterday"},

	"claimed":     {"代办员{agent}接手了", "{agent} has taken this over"},
	"handed_back": {"由机器人接着帮您", "The bot goes on from here"},
	"closed":      {"这件事已办结", "This case is closed"},
	"reopened":    {"这件事重新办理", "This case is open again"},
	"stopped":     {"您说过不再收消息，所以这里不再回您。想恢复，发“START”", "You asked for no more messages, so none are sent. Write START to get them again"},

	"unclaimed":          {"等代办员接", "Waiting for a person"},
	"in_progress":        {"正在办", "Being worked on"},
	"waiting_resident":   {"等您回复", "Waiting for you"},
	"waiting_department": {"等部门答复", "Waiting for the office"},
	"snoozed":            {"过几天再办", "To be taken up again"},
	"resolved":           {"已办结", "Closed"},
	"archived":           {"已归档", "Archived"},

	"place_no":      {"这里拿不到您的位置。请写村名、路口或门牌。", "Your place cannot be read here. Please write the village, crossing or house number."},
	"place_denied":  {"您没有允许读取位置。不要紧，写村名、路口或门牌就行。", "You did not allow reading your place. That is fine: write the village, crossing or house number."},
	"place_wait":    {"正在找您的位置", "Finding your place"},
	"recording":     {"正在录音", "Recording"},
	"voice_send":    {"发送录音", "Send it"},
	"voice_no":      {"这个浏览器录不了音。请写几句话，或者打电话。", "This browser cannot record. Please write a few words, or call."},
	"voice_denied":  {"您没有允许用话筒。不要紧，写几句话就行。", "You did not allow the microphone. That is fine: just write a few words."},
	"voice_kind":    {"这段录音发不了。请写几句话，或者打电话。", "This recording cannot be sent. Please write a few words, or call."},
	"voice_large":   {"录音太长了，请分成两分钟以内的几段。", "The recording is too long. Please send parts of up to two minutes."},
	"photo_kind":    {"这个文件不是照片，发不了。可以发 JPG、PNG、WebP、HEIC 照片。", "This file is not a photo. JPG, PNG, WebP and HEIC photos can be sent."},
	"photo_large":   {"照片太大了，超过 10 MB。请发小一点的。", "The photo is larger than 10 MB. Please send a smaller one."},
	"refused_other": {"这一条没有被接收。请改一改，或打电话找人。", "This one was not accepted. Please change it, or call a person."},
}
