package inbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// points says for each thing that agents asked of the inbox (doc.go) which tests fail where it
// is not so: a Test of this folder, of another one after its path, or a case in the browser in
// its own words.
var points = [51][]string{
	1:  {"TestQueues", "../TestCounts", "TestCommands"},
	2:  {"TestCasePage", "TestRowSaysToWhomItIsProposed", "TestSeenOnAllDevices", "a draft survives a reload and leaves when sent", "TestRetry"},
	3:  {"../TestLists", "TestNarrowed", "TestQueues"},
	4:  {"../TestPagesHoldStillWhileCasesComeAndGo", "TestPages", "the list does not move under the pointer"},
	5:  {"TestSeveral", "TestSeveralUndone", "TestNextCase", "several cases at once, and undone"},
	6:  {"TestTheTalkShowsWhatAnswersWhat", "TestCasePage"},
	7:  {"TestCasePage", "TestOneMatter"},
	8:  {"TestLongTalk", "TestSeenOnAllDevices", "a long talk goes on above without a jump"},
	9:  {"TestRetry", "../casebook/TestReceiptsInEveryOrder", "a case arrives, is claimed, answered and closed", "../../bot/sms/TestStatusCallbacks"},
	10: {"TestMedia", "TestMediaOfChangedMessages", "TestMapLink"},
	11: {"TestTheTalkShowsWhatAnswersWhat", "../casebook/TestTakenBackIsMarked", "../../dialog/script/TestTakenBack", "../../bot/webchat/TestTakenBack"},
	12: {"TestActs", "keys move, open, write and go back"},
	13: {"TestCasePage", "TestAside", "TestPassedOn"},
	14: {"TestDrafts", "a draft survives a reload and leaves when sent", "a draft is on another device of the agent, too", "what is begun stays, and is sent once"},
	15: {"TestSavedReplies", "TestMediationPage", "a saved reply comes by / and fills in the case", "colleagues are listed after an @, by keys alone"},
	16: {"TestForesee", "what a text message costs is shown as one writes"},
	17: {"TestUndo", "TestDoubleClickSendsOnce", "TestFilesOfAHeldReply", "TestForesee", "what was sent is taken back into the composer"},
	18: {"Enter of an input method sends nothing"},
	19: {"TestNewWordsStopSendingOnce", "TestAside", "the resident writes again while the agent writes"},
	20: {"TestCasePage", "TestMarks", "TestMapLink"},
	21: {"TestCorrected", "TestCasePage"},
	22: {"TestOwnerOnDuty", "TestPassedOn", "TestCasePage"},
	23: {"TestWays", "../TestOfResident"},
	24: {"TestAside", "TestNextStep", "TestMarks"},
	25: {"TestAside", "TestOutsideParty", "TestOutsideLinksEnd", "TestActs", "an outside party answers by the link, once"},
	26: {"TestTwoClaimAtOnce", "TestActsRefused", "the second agent reads whose case it is", "of two who claim in the same moment one wins"},
	27: {"TestPassedOn", "../TestPass", "TestActs"},
	28: {"TestActs", "../../dialog/script/TestTranscripts"},
	29: {"TestUndo", "TestActs"},
	30: {"../watch/TestReopening"},
	31: {"TestHere", "who replies is seen by a colleague", "who left is no longer shown as replying"},
	32: {"../TestNearby", "TestOneMatter", "TestMergingShowsTheOtherCaseFirst", "TestMergingTellsNothingOfACaseOutOfSight", "TestMergingUndoneAndParted", "TestSplitOff", "../TestMergingSurvivesKills"},
	33: {"TestStreamMissesNothing", "TestStreamGoesOnFromItsPage", "TestStreamOfAnotherBook", "nothing is missed while the line is cut", "three cuts of the line, and no word is missed"},
	34: {"nothing is missed while the line is cut", "what was written offline goes once, closed or not"},
	35: {"what was written offline goes once, closed or not"},
	36: {"figures"},
	37: {"TestQueues", "a case arrives, is claimed, answered and closed"},
	38: {"TestFaultsHaveANumber", "TestTypedTextStays", "what is begun stays, and is sent once"},
	39: {"TestEndedSession", "an ended session signs in again in place", "the town's provider signs in beside what is typed"},
	40: {"TestAnAgentChoosesWhatToHear", "TestTheStreamTellsNews", "../afield/TestBrowsersAreTold", "a browser subscribes, and is led to a case"},
	41: {"nothing is wider than 360 pixels, nor too small"},
	42: {"what is typed is there after a press of back", "keys move, open, write and go back"},
	43: {"TestPhotosOfAgents", "TestFilesForResidents", "TestMapLink", "TestSize"},
	44: {"TestAccessible", "everything has a name, and what comes is told", "everything is there at 200 percent", "every part has room at 400 percent", "TestNoBlockInAParagraph"},
	45: {"everything has a name, and what comes is told", "keys move, open, write and go back", "a case from claim to end without a pointer"},
	46: {"TestShortcutsAreTrue", "keys move, open, write and go back"},
	47: {"TestWordsAreThere", "TestWordsFillInTheSame", "TestNoPageLacksWords", "TestLanguage", "TestHeaders"},
	48: {"TestLightAndDark", "TestAccessible"},
	49: {"TestWhatAgentsReadIsNoted", "TestResidentIsExported", "TestAdminErases", "TestAdminErasesButWhatIsKept", "../TestErasingAResidentIsDoneAgain", "../TestTamperingWithTheAuditRecordShows"},
	50: {"../TestWhoSees", "TestRevealed", "TestSecondFactorPages", "TestWhoAnAgentIsAtTheProvider", "../../cmd/frontdoor/TestOIDC"},
}

// TestEveryPointHasItsTests: none of them is gone.
func TestEveryPointHasItsTests(t *testing.T) {
	t.Parallel()
	sources := map[string]string{}
	source := func(folder string) string {
		if s, ok := sources[folder]; ok {
			return s
		}
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no tests: %v", folder, err)
		}
		var all strings.Builder
		for _, f := range files {
			if filepath.Base(f) == "points_test.go" {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
		sources[folder] = all.String()
		return sources[folder]
	}
	for n, tests := range points[1:] {
		if len(tests) == 0 {
			t.Errorf("point %d has no test", n+1)
		}
		for _, name := range tests {
			folder, test := ".", name
			if strings.HasPrefix(name, "../") {
				folder, test = filepath.Split(name)
			}
			want := fmt.Sprintf("func %s(", test)
			if !strings.HasPrefix(test, "Test") {
				want = fmt.Sprintf("%q:", test)
			}
			if !strings.Contains(source(folder), want) {
				t.Errorf("point %d: there is no %s", n+1, name)
			}
		}
	}
}
