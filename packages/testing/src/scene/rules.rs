//! Cases of the rulebook and of reputation.

use super::{told, Measure, Scene, DAY, HOUR};
use crate::plain_pack;
use timebank_api::permission::Contract;
use timebank_api::reputation;
use timebank_api::rulebook::{Bounds, DraftId, ExecuteMsg, Pack};
use timebank_api::MemberId;
use timebank_intent::Scope;

const RULES: Contract = Contract::Rulebook;
const REPUTATION: Contract = Contract::Reputation;

fn pack(name: &str) -> Box<Pack> {
    Box::new(Pack { name: name.into(), ..plain_pack() })
}

impl Scene {
    fn drafted_rules(&mut self) -> DraftId {
        let draft = ExecuteMsg::Draft { pack: pack("Next"), analysis: [7; 32].into() };
        told!(self.office(self.officers.away, RULES, &draft), DraftWritten, draft)
    }

    /// A draft that people could comment on for eight days.
    fn published_rules(&mut self) -> DraftId {
        let draft = self.drafted_rules();
        let until = self.suite.now() + 8 * DAY;
        self.office(self.officers.away, RULES, &ExecuteMsg::PublishDraft { draft, revision: 1, until });
        draft
    }

    /// Drafts whose time for comments is over when everything is measured.
    pub(super) fn rules_early(&mut self) {
        let (away, second) = (self.officers.away, self.officers.away_custodian);
        let draft = self.published_rules();
        let revise =
            ExecuteMsg::Revise { draft, revision: 1, pack: pack("Revised"), analysis: [8; 32].into() };
        self.rules_by(away, &revise);

        let draft = self.published_rules();
        self.suite.advance(8 * DAY);
        let revise =
            ExecuteMsg::Revise { draft, revision: 1, pack: pack("Revised"), analysis: [8; 32].into() };
        self.office(away, RULES, &revise);
        let effective = self.now + 40 * DAY;
        let adopt = ExecuteMsg::AdoptDraft { draft, revision: 2, effective };
        self.office(second, RULES, &adopt);
        self.rules_by(away, &adopt).case("the second administrator");
    }

    fn rules_by(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Office, RULES, msg)
    }

    pub(super) fn rules(&mut self) {
        let away = self.officers.away;
        self.rules_by(away, &ExecuteMsg::Draft { pack: pack("A new one"), analysis: [7; 32].into() });
        let draft = self.drafted_rules();
        let until = self.now + 10 * DAY;
        self.rules_by(away, &ExecuteMsg::PublishDraft { draft, revision: 1, until });
        let draft = self.drafted_rules();
        self.rules_by(away, &ExecuteMsg::WithdrawDraft { draft });
        let draft = self.published_rules();
        let member = self.person_away();
        let comment = ExecuteMsg::Comment { draft, revision: 1, support: true, text: Some([3; 32].into()) };
        self.measure(member, Scope::Everyday, RULES, &comment);
        self.measure_council(RULES, &ExecuteMsg::SetBounds { bounds: Bounds::default() });
        let (branch, effective) = (1, self.now + 12 * HOUR);
        self.measure_council(RULES, &ExecuteMsg::Adopt { branch, pack: pack("By the council"), effective });
        self.measure_council(RULES, &ExecuteMsg::Publish { branch });

        let follow = reputation::ExecuteMsg::Follow { limit: Some(10) };
        self.measure_council(REPUTATION, &follow).case("ten facts");
        let members = vec![self.officers.reviewer];
        self.measure_council(REPUTATION, &reputation::ExecuteMsg::Refresh { members }).case("one member");
    }
}
