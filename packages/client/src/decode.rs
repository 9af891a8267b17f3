//! What of ours is in a block.

use crate::{tx, BlockTx, Contracts, RawEvent, TxResult};
use cosmrs::proto::cosmos::base::abci::v1beta1::TxMsgData;
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContractResponse;
use cosmrs::proto::traits::Message;
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, Outcome, RelayResult};
use timebank_api::time_token::Reference;
use timebank_api::Event;
use timebank_intent::{Digest, SignedIntent};

const CONTRACT_ADDRESS: &str = "_contract_address";
const MESSAGE_INDEX: &str = "msg_index";

/// The events of our contracts among a node's, in their order. An event counts only with the address of the contract that
/// may emit it.
pub fn events(contracts: &Contracts, raw: &[RawEvent]) -> Vec<Event> {
    raw.iter().filter_map(|raw| event(contracts, raw)).collect()
}

/// One event of our contracts; nothing for any other.
pub fn event(contracts: &Contracts, raw: &RawEvent) -> Option<Event> {
    raw.kind.strip_prefix("wasm-")?;
    let emitter = contracts.at(raw.attribute(CONTRACT_ADDRESS)?)?;
    let event = Event::read(&raw.kind, raw.attribute(timebank_api::event::DATA)?)?;
    (event.emitter() == emitter).then_some(event)
}

/// Whether this is an event of one of our contracts that this version cannot read. A reader that must not miss anything stops
/// here.
pub fn is_unreadable(contracts: &Contracts, raw: &RawEvent) -> bool {
    let ours = || raw.attribute(CONTRACT_ADDRESS).and_then(|address| contracts.at(address));
    raw.kind.starts_with("wasm-") && ours().is_some() && event(contracts, raw).is_none()
}

/// The data a contract returned for the message at this position of a transaction.
pub fn response_data(result: &TxResult, position: usize) -> Option<Vec<u8>> {
    let data = TxMsgData::decode(result.data.as_slice()).ok()?;
    let response = data.msg_responses.get(position)?;
    Some(MsgExecuteContractResponse::decode(response.value.as_slice()).ok()?.data)
}

/// An intent of a relayed batch and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Relayed {
    /// The intent's bytes as they were handed in.
    pub bytes: Vec<u8>,
    /// The intent with its digest under this chain and proxy, if the bytes have the layout.
    pub intent: Option<(SignedIntent, Digest)>,
    pub outcome: Outcome,
    /// The events of its own execution, when they can be told from the others' of the batch.
    pub events: Option<Vec<Event>>,
}

/// Every intent that a transaction relayed, in order; nothing if it relayed none or failed as a whole.
pub fn relayed(contracts: &Contracts, chain_id: &str, tx: &BlockTx) -> Vec<Relayed> {
    if tx.result.code != 0 {
        return Vec::new();
    }
    let proxy = contracts.canonical(Contract::Proxy);
    let mut all = Vec::new();
    for (position, execute) in tx::executes(&tx.raw).unwrap_or_default() {
        if execute.contract != contracts.address(Contract::Proxy) {
            continue;
        }
        let Ok(ExecuteMsg::Relay { intents }) = cosmwasm_std::from_json(&execute.message) else {
            continue;
        };
        let Some(results) = response_data(&tx.result, position)
            .and_then(|data| cosmwasm_std::from_json::<RelayResult>(data).ok())
        else {
            continue;
        };
        if results.results.len() != intents.len() {
            continue;
        }
        let batch: Vec<Relayed> = intents
            .into_iter()
            .zip(results.results)
            .map(|(bytes, outcome)| Relayed {
                intent: SignedIntent::decode(&bytes, chain_id, &proxy).ok(),
                bytes: bytes.into(),
                outcome,
                events: None,
            })
            .collect();
        all.extend(attribute(contracts, position, &tx.result.events, batch));
    }
    all
}

/// The contracts that a contract calls while it carries out a member's message.
fn called_by(contract: Contract) -> &'static [Contract] {
    match contract {
        Contract::ActivityRegistry => &[Contract::TimeToken],
        Contract::MemberRegistry => &[Contract::TimeToken, Contract::Proxy],
        Contract::Proxy => &[Contract::TimeToken, Contract::MemberRegistry],
        Contract::Oracle => &[Contract::MemberRegistry, Contract::Training],
        Contract::TimeToken | Contract::Rulebook | Contract::Training | Contract::Reputation => &[],
    }
}

/// Gives each carried out intent the events of its own execution. A node reports the executions of a batch one after the
/// other, each opened by an `execute` event with its target, and those that a target calls follow it. Where that reading does
/// not come out even, nobody is given events.
fn attribute(
    contracts: &Contracts,
    position: usize,
    raw: &[RawEvent],
    mut batch: Vec<Relayed>,
) -> Vec<Relayed> {
    let of_message = raw
        .iter()
        .filter(|event| event.attribute(MESSAGE_INDEX).is_none_or(|index| index == position.to_string()));
    let mut sections: Vec<Section> = Vec::new();
    for event in of_message {
        if event.kind == "execute" {
            let target = event.attribute(CONTRACT_ADDRESS).and_then(|address| contracts.at(address));
            sections.push(Section { target, events: Vec::new(), plain: false });
        } else if let Some(section) = sections.last_mut() {
            section.plain |= event.kind == "wasm";
            section.events.extend(self::event(contracts, event));
        }
    }
    // The first execution is the batch itself; what the proxy says there is about intents that were not carried out.
    let mut sections = sections.into_iter().skip(1).peekable();
    let mut found = Vec::new();
    let done: Vec<&Relayed> = batch.iter().filter(|relayed| relayed.outcome == Outcome::Done).collect();
    for (position, relayed) in done.iter().enumerate() {
        let to_come = done.len().saturating_sub(position).saturating_sub(1);
        let target =
            relayed.intent.as_ref().and_then(|(signed, _)| contracts.at_canonical(&signed.intent.contract));
        let Some(own) = sections.next().filter(|section| section.target == target) else {
            return batch;
        };
        let mut events = own.events;
        let called = target.map_or(&[][..], called_by);
        while sections.len() > to_come {
            let Some(section) = sections.next_if(|section| section.is_call(called)) else { break };
            events.extend(section.events);
        }
        events.retain(|event| !matches!(event, Event::IntentFailed { .. } | Event::IntentRejected { .. }));
        found.push(events);
    }
    if sections.next().is_some() {
        return batch;
    }
    let done = batch.iter_mut().filter(|relayed| relayed.outcome == Outcome::Done);
    done.zip(found).for_each(|(relayed, events)| relayed.events = Some(events));
    batch
}

/// One execution within a batch.
struct Section {
    target: Option<Contract>,
    events: Vec<Event>,
    /// Whether it has the plain event of a cw20 message.
    plain: bool,
}

impl Section {
    /// Whether this is a call by a contract that calls these, rather than a member's own message.
    fn is_call(&self, called: &[Contract]) -> bool {
        let Some(target) = self.target.filter(|target| called.contains(target)) else {
            return false;
        };
        match target {
            Contract::TimeToken => self.moves_for_a_contract(),
            // What a contract asks of another one comes back as an event of its own kind.
            _ => true,
        }
    }

    /// Whether the token moves TIME for another contract.
    fn moves_for_a_contract(&self) -> bool {
        let own = self.events.iter().any(|event| match event {
            Event::TimeMoved { reference, .. } => {
                matches!(reference, Reference::Message | Reference::Grant { .. })
            }
            _ => true,
        });
        // A movement has the plain cw20 event too; without any movement it is that of a member's message (an allowance).
        let moved = self.events.iter().any(|event| matches!(event, Event::TimeMoved { .. }));
        !own && (moved || !self.plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{address, Account, Envelope, Execute, SecretKey};
    use cosmrs::proto::traits::Name;
    use cosmrs::Any;
    use timebank_api::activity_registry::EnrolmentState;
    use timebank_intent::{Intent, Scope};

    const CHAIN: &str = "timebank-local-1";

    fn contracts() -> Contracts {
        let number = |contract: Contract| Contract::ALL.iter().position(|of| *of == contract).unwrap() as u8;
        Contracts::new(|contract| address::text(&[number(contract) + 1; 32])).unwrap()
    }

    fn intent(nonce: u64, contract: Contract) -> Vec<u8> {
        let intent = Intent {
            scope: Scope::Everyday,
            signer: 3,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce,
            valid_until: 1_800_000_000,
            contract: contracts().canonical(contract),
            message: br#"{"enrol":{"id":1}}"#.to_vec(),
        };
        let signature = [1; 64];
        SignedIntent { intent, signature }.encode().unwrap()
    }

    fn execution(contract: Contract) -> RawEvent {
        RawEvent {
            kind: "execute".into(),
            attributes: vec![(CONTRACT_ADDRESS.into(), contracts().address(contract).to_owned())],
        }
    }

    fn emitted(contract: Contract, event: Event) -> RawEvent {
        let event: cosmwasm_std::Event = event.into();
        let mut attributes = vec![(CONTRACT_ADDRESS.to_owned(), contracts().address(contract).to_owned())];
        attributes.extend(event.attributes.into_iter().map(|a| (a.key, a.value)));
        RawEvent { kind: format!("wasm-{}", event.ty), attributes }
    }

    /// The event every cw20 client reads; the token emits it for each movement.
    fn plain() -> RawEvent {
        let address = (CONTRACT_ADDRESS.to_owned(), contracts().address(Contract::TimeToken).to_owned());
        RawEvent { kind: "wasm".into(), attributes: vec![address, ("action".into(), "transfer".into())] }
    }

    fn enrolled(activity: u64) -> Event {
        Event::Enrolled { activity, participant: 3, state: EnrolmentState::Enrolled, position: 1, by: None }
    }

    fn moved(reference: Reference) -> Event {
        Event::TimeMoved {
            kind: timebank_api::time_token::MovementKind::Hold,
            reference,
            from: Some("wasm1a".into()),
            to: None,
            minutes: 5u128.into(),
            from_count: None,
            to_count: None,
        }
    }

    fn tx(intents: &[Vec<u8>], outcomes: Vec<Outcome>, events: Vec<RawEvent>) -> BlockTx {
        let key = SecretKey::from_slice(&[1; 32]).unwrap();
        let envelope = Envelope {
            chain_id: CHAIN,
            account: Account { number: 0, sequence: 0 },
            gas: 1,
            timeout_height: 0,
        };
        let message = Execute::relay(&contracts(), intents).unwrap();
        let signed = crate::tx::sign(&[message], envelope, &key).unwrap();
        let data = cosmwasm_std::to_json_vec(&RelayResult { results: outcomes }).unwrap();
        let response = Any {
            type_url: MsgExecuteContractResponse::type_url(),
            value: MsgExecuteContractResponse { data }.encode_to_vec(),
        };
        #[allow(deprecated)]
        let data = TxMsgData { data: vec![], msg_responses: vec![response] };
        BlockTx {
            hash: signed.hash,
            raw: signed.raw,
            result: TxResult { data: data.encode_to_vec(), events, ..TxResult::default() },
        }
    }

    #[test]
    fn an_event_counts_only_from_the_contract_that_may_emit_it() {
        let genuine = emitted(Contract::ActivityRegistry, enrolled(1));
        assert_eq!(event(&contracts(), &genuine), Some(enrolled(1)));
        let wrong_contract = emitted(Contract::TimeToken, enrolled(1));
        assert_eq!(event(&contracts(), &wrong_contract), None);
        let mut stranger = genuine.clone();
        stranger.attributes[0].1 = address::text(&[77; 32]);
        assert_eq!(event(&contracts(), &stranger), None);
        let mut bare = genuine;
        bare.kind = "enrolled".into();
        assert_eq!(event(&contracts(), &bare), None);
    }

    #[test]
    fn relayed_pairs_intents_with_outcomes_and_events() {
        let hold = moved(Reference::Activity { activity: 1 });
        let own = moved(Reference::Message);
        let intents = [
            intent(0, Contract::ActivityRegistry),
            intent(1, Contract::ActivityRegistry),
            intent(2, Contract::TimeToken),
            b"garbage".to_vec(),
        ];
        let outcomes = vec![
            Outcome::Done,
            Outcome::Failed("activity.state".into()),
            Outcome::Done,
            Outcome::Rejected("intent.malformed".into()),
        ];
        let events = vec![
            execution(Contract::Proxy),
            execution(Contract::ActivityRegistry),
            emitted(Contract::ActivityRegistry, enrolled(1)),
            execution(Contract::TimeToken),
            plain(),
            emitted(Contract::TimeToken, hold.clone()),
            execution(Contract::TimeToken),
            plain(),
            emitted(Contract::TimeToken, own.clone()),
        ];
        let found = relayed(&contracts(), CHAIN, &tx(&intents, outcomes.clone(), events));
        let found_outcomes: Vec<_> = found.iter().map(|relayed| relayed.outcome.clone()).collect();
        assert_eq!(found_outcomes, outcomes);
        assert_eq!(found[0].events, Some(vec![enrolled(1), hold]));
        assert_eq!(found[1].events, None);
        assert_eq!(found[2].events, Some(vec![own]));
        assert!(found[3].intent.is_none());
        let (signed, digest) = found[0].intent.as_ref().unwrap();
        let proxy = contracts().canonical(Contract::Proxy);
        assert_eq!(*digest, signed.intent.digest(CHAIN, &proxy).unwrap());
    }

    #[test]
    fn an_allowance_after_an_activity_keeps_its_own_events() {
        let intents = [intent(0, Contract::ActivityRegistry), intent(1, Contract::TimeToken)];
        let events = vec![
            execution(Contract::Proxy),
            execution(Contract::ActivityRegistry),
            emitted(Contract::ActivityRegistry, enrolled(1)),
            execution(Contract::TimeToken),
            plain(),
        ];
        let found = relayed(&contracts(), CHAIN, &tx(&intents, vec![Outcome::Done, Outcome::Done], events));
        assert_eq!(found[0].events, Some(vec![enrolled(1)]));
        assert_eq!(found[1].events, Some(vec![]));
    }

    #[test]
    fn events_that_do_not_come_out_even_are_given_to_nobody() {
        let intents = [intent(0, Contract::ActivityRegistry)];
        let events = vec![
            execution(Contract::Proxy),
            execution(Contract::ActivityRegistry),
            emitted(Contract::ActivityRegistry, enrolled(1)),
            execution(Contract::ActivityRegistry),
        ];
        let found = relayed(&contracts(), CHAIN, &tx(&intents, vec![Outcome::Done], events));
        assert_eq!(found[0].events, None);
        assert_eq!(found[0].outcome, Outcome::Done);
    }

    #[test]
    fn a_failed_transaction_relayed_nothing() {
        let mut failed = tx(&[intent(0, Contract::ActivityRegistry)], vec![Outcome::Done], vec![]);
        failed.result.code = 5;
        assert!(relayed(&contracts(), CHAIN, &failed).is_empty());
    }
}
