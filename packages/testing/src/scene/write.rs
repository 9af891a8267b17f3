//! The scene as files: what the contracts store, and the messages with who sends them.

use super::{account, Measure, Saying, Scene, Way, CHAIN_ID, HOUR};
use crate::member::{key_of, sign};
use base64::{engine::general_purpose::STANDARD, Engine};
use cosmwasm_std::{from_json, to_json_vec, Addr, Binary, HexBinary};
use cw_multi_test::Executor;
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use timebank_api::activity_registry::AttendanceCode;
use timebank_api::permission::Contract;
use timebank_api::proxy::{self, Outcome, RelayResult};
use timebank_api::Code;
use timebank_intent::{attendance_digest, AttendanceSide};

/// Seconds after which the attendance code of the scene changes.
pub(super) const PERIOD: u64 = 300;
/// For how long there are attendance codes.
const OPEN: u64 = 4 * HOUR;

/// A message as it goes onto the chain.
pub struct Sent {
    pub contract: Addr,
    pub sender: Addr,
    /// The message, and until when this one is the right one.
    pub variants: Vec<(u64, Vec<u8>)>,
}

impl Scene {
    /// Every measured message as it is sent, in order.
    pub fn sent(&mut self) -> Vec<(Measure, Sent)> {
        let measures = std::mem::take(&mut self.measures);
        let mut all = Vec::new();
        for measure in measures {
            let sent = self.send_of(&measure);
            all.push((measure, sent));
        }
        all
    }

    fn send_of(&mut self, measure: &Measure) -> Sent {
        match &measure.way {
            Way::Direct { sender, contract, message } => {
                let variants = vec![(u64::MAX, message.clone())];
                Sent { contract: contract.clone(), sender: sender.clone(), variants }
            }
            Way::Relayed(intents) => {
                let branch = intents.first().map_or(1, |(member, ..)| self.suite.members[member].branch);
                let nonces: Vec<u64> = intents
                    .iter()
                    .map(|(member, scope, ..)| self.suite.next_nonce(*member, *scope))
                    .collect();
                let coded = intents.iter().any(|(.., saying)| matches!(saying, Saying::WithCode(..)));
                let steps = if coded { self.now / PERIOD..(self.now + OPEN) / PERIOD } else { 0..1 };
                let variants = steps.map(|step| {
                    let until = if coded { (step + 1) * PERIOD } else { u64::MAX };
                    let batch =
                        intents.iter().zip(&nonces).map(|((member, scope, contract, saying), nonce)| {
                            let message = match saying {
                                Saying::Plain(message) => message.clone(),
                                Saying::WithCode(message, id, side) => message(self.code(*id, *side, step)),
                            };
                            let signed = self.signed(*member, *scope, *contract, message, *nonce);
                            Binary::from(signed.encode().expect("intent fits"))
                        });
                    let relay = proxy::ExecuteMsg::Relay { intents: batch.collect() };
                    (until, to_json_vec(&relay).expect("JSON"))
                });
                let variants = variants.collect();
                let sender = self.suite.operators[&branch].clone();
                Sent { contract: self.suite.address(Contract::Proxy), sender, variants }
            }
        }
    }

    fn code(&self, activity: u64, side: AttendanceSide, step: u64) -> AttendanceCode {
        let registry = self.suite.canonical(Contract::ActivityRegistry);
        let digest = attendance_digest(CHAIN_ID, &registry, activity, side, step);
        AttendanceCode { step, signature: Binary::from(&sign(&key_of("attendance"), &digest)[..]) }
    }
}

impl Scene {
    /// Sends every message in this simulated chain; what went otherwise than it should.
    pub fn rehearse(&mut self, sent: &[(Measure, Sent)]) -> Vec<String> {
        let mut wrong = Vec::new();
        for (measure, sent) in sent {
            self.suite.advance(1);
            let now = self.suite.now();
            let message = sent.variants.iter().find(|(until, _)| now < *until).expect("a variant");
            let message: Value = serde_json::from_slice(&message.1).expect("JSON");
            let (sender, contract) = (sent.sender.clone(), sent.contract.clone());
            let outcome = match self.suite.chain.execute_contract(sender, contract, &message, &[]) {
                Ok(response) => match (&measure.way, response.data) {
                    (Way::Relayed(_), Some(data)) => {
                        let result: RelayResult = from_json(data).expect("results");
                        let failed = result.results.into_iter().find(|outcome| *outcome != Outcome::Done);
                        failed.map_or(Ok(()), |failed| Err(format!("{failed:?}")))
                    }
                    _ => Ok(()),
                },
                Err(error) => Err(format!("{error:#}")),
            };
            let as_it_should = match (&outcome, measure.refused) {
                (Ok(()), None) => true,
                (Err(error), Some(code)) => Code::find(error) == Some(code),
                _ => false,
            };
            if !as_it_should {
                let (contract, name, case) = (measure.contract.name(), &measure.message, &measure.case);
                wrong.push(format!("{contract} {name} ({case}): {outcome:?}"));
            }
        }
        wrong
    }

    /// Writes the scene into a folder.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&mut self, folder: &Path) -> std::io::Result<()> {
        let mut instances = Vec::new();
        let (mut entries, mut bytes) = (0u64, 0u64);
        let wired = Contract::ALL.map(|contract| (contract.name(), "", self.suite.address(contract)));
        let unwired = Contract::ALL
            .map(|contract| (contract.name(), "-unwired", Addr::unchecked(self.unwired.address(contract))));
        let outside =
            [("cw20-reference", "", self.reference.clone()), ("receiver", "", self.receiver.clone())];
        for (code, kind, address) in wired.into_iter().chain(unwired).chain(outside) {
            let state = format!("{code}{kind}.json");
            let stored = self.suite.chain.dump_wasm_raw(&address);
            let mut file = BufWriter::new(File::create(folder.join(&state))?);
            for (index, (key, value)) in stored.iter().enumerate() {
                let (key, value) = (HexBinary::from(key.as_slice()).to_hex(), STANDARD.encode(value));
                let before = if index == 0 { '[' } else { ',' };
                write!(file, "{before}{{\"key\":\"{key}\",\"value\":\"{value}\"}}")?;
            }
            file.write_all(if stored.is_empty() { b"[]" } else { b"]" })?;
            file.flush()?;
            if kind.is_empty() {
                entries += stored.len() as u64;
                bytes += stored.iter().map(|(key, value)| (key.len() + value.len()) as u64).sum::<u64>();
            }
            instances.push(json!({"code": code, "address": address, "state": state}));
        }
        let sent = self.sent();
        let names: BTreeMap<Addr, String> = ["council", "operator 1", "operator 2", "linked"]
            .into_iter()
            .map(str::to_owned)
            .chain((1..=3).map(|number| format!("feeder {number}")))
            .map(|name| (account(&self.suite.chain, &name), name))
            .collect();
        let messages: Vec<Value> = sent
            .iter()
            .map(|(measure, sent)| {
                let variants = sent
                    .variants
                    .iter()
                    .map(|(until, msg)| json!({"until": until, "msg": STANDARD.encode(msg)}));
                let within =
                    measure.within.iter().map(|(contract, name)| format!("{} {name}", contract.name()));
                json!({
                    "contract": measure.contract.name(),
                    "message": measure.message,
                    "case": measure.case,
                    "intents": match &measure.way {
                        Way::Relayed(intents) => Some(intents.len()),
                        Way::Direct { .. } => None,
                    },
                    "within": within.collect::<Vec<_>>(),
                    "refused": measure.refused.map(Code::text),
                    "sender": names[&sent.sender],
                    "to": sent.contract,
                    "variants": variants.collect::<Vec<_>>(),
                })
            })
            .collect();
        let accounts: Vec<Value> = names
            .iter()
            .map(|(address, name)| {
                let secret = HexBinary::from(&key_of(name).to_bytes()[..]).to_hex();
                json!({"name": name, "address": address, "secret": secret})
            })
            .collect();
        let scene = json!({
            "chain_id": CHAIN_ID,
            "now": self.now,
            "loaded": self.crowd,
            "entries": entries,
            "bytes": bytes,
            "accounts": accounts,
            "instances": instances,
            "messages": messages,
        });
        fs::write(folder.join("scene.json"), serde_json::to_vec(&scene)?)
    }
}
