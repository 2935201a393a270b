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
	"tagline":  {"有事说一声,有人跟到底", "A person sees it through"},
	"switch":   {"English", "中文"},
	"size":     {"大字", "Larger text"},
	"danger":   {"有危险先打", "In danger, call"},
	"call":     {"打电话找人", "Call a person"},
	"how":      {"怎么办事", "How it works"},
	"step1":    {"说说什么事、在哪里,一句话就行", "Say what happened and where; one line will do"},
	"step2":    {"看一遍记得对不对,报上去就有编号", "Check what was noted; you get a number"},
	"step3":    {"代办员接手,在这里回您,一直跟到办完", "A person takes it over, answers here, and stays with it to the end"},
	"privacy":  {"您写的只给办这件事的人看。身份证号、银行卡号请不要发。这台设备会记住这次谈话,下次打开还在。", "Only the staff on your case read this. Please never send ID or bank card numbers. This device remembers the talk: it is still here when you come back."},
	"welcome":  {"您好,请说说什么事、在哪里。", "Hello. Please tell us what happened, and where."},
	"talk":     {"您和代办站的谈话", "Your talk with the helper desk"},
	"write":    {"在这里写……", "Write here…"},
	"send":     {"发送", "Send"},
	"photo":    {"照片", "Photo"},
	"location": {"位置", "Place"},
	"noscript": {"您的浏览器没有开启脚本,这里用不了。请直接打电话:", "This page needs scripts, and your browser has them switched off. Please call:"},

	"me":       {"我", "Me"},
	"agent":    {"代办员", "Agent"},
	"bot":      {"机器人", "bot"},
	"typing":   {"在听您说,您说完就答", "is listening and will answer when you pause"},
	"sending":  {"发送中", "Sending"},
	"sent":     {"已发送", "Sent"},
	"waiting":  {"还没发出去,网络好了自动发", "Not sent yet; it goes out by itself when the network is back"},
	"refused":  {"没能发出去", "Could not be sent"},
	"again":    {"再发一次", "Send again"},
	"change":   {"改一改", "Change it"},
	"drop":     {"不发了", "Discard"},
	"offline":  {"网络断了,正在重连。您写的不会丢", "Connection lost, trying again. Nothing you write is lost"},
	"online":   {"网络好了", "Connected again"},
	"loading":  {"正在读之前的谈话", "Reading your earlier talk"},
	"nocookie": {"浏览器不让这里记住您,所以收不到回信。请允许本站使用 Cookie,或者打电话找人。", "Your browser does not let this page remember you, so answers cannot reach you. Please allow cookies here, or call."},
	"newer":    {"有新消息", "New message"},
	"earlier":  {"更早的谈话不在这里显示", "Older messages are not shown here"},
	"picture":  {"照片", "Photo"},
	"file":     {"文件", "File"},
	"voice":    {"语音", "Voice note"},
	"here":     {"我的位置", "My place"},
	"number":   {"编号", "No."},
	"today":    {"今天", "Today"},
	"yday":     {"昨天", "Yesterday"},

	"claimed":     {"代办员{agent}接手了", "{agent} has taken this over"},
	"handed_back": {"由机器人接着帮您", "The bot goes on from here"},
	"closed":      {"这件事已办结", "This case is closed"},
	"reopened":    {"这件事重新办理", "This case is open again"},
	"stopped":     {"您说过不再收消息,所以这里不再回您。想恢复,发“START”", "You asked for no more messages, so none are sent. Write START to get them again"},

	"unclaimed":          {"等代办员接", "Waiting for a person"},
	"in_progress":        {"正在办", "Being worked on"},
	"waiting_resident":   {"等您回复", "Waiting for you"},
	"waiting_department": {"等部门答复", "Waiting for the office"},
	"snoozed":            {"过几天再办", "To be taken up again"},
	"resolved":           {"已办结", "Closed"},
	"archived":           {"已归档", "Archived"},

	"place_no":      {"这里拿不到您的位置。请写村名、路口或门牌。", "Your place cannot be read here. Please write the village, crossing or house number."},
	"place_denied":  {"您没有允许读取位置。不要紧,写村名、路口或门牌就行。", "You did not allow reading your place. That is fine: write the village, crossing or house number."},
	"place_wait":    {"正在找您的位置", "Finding your place"},
	"photo_kind":    {"这个文件不是照片,发不了。可以发 JPG、PNG、WebP、HEIC 照片。", "This file is not a photo. JPG, PNG, WebP and HEIC photos can be sent."},
	"photo_large":   {"照片太大了,超过 10 MB。请发小一点的。", "The photo is larger than 10 MB. Please send a smaller one."},
	"words_long":    {"字太多了,请分成几次发。", "This is too long. Please send it in several parts."},
	"refused_other": {"这一条没有被接收。请改一改,或打电话找人。", "This one was not accepted. Please change it, or call a person."},
}
