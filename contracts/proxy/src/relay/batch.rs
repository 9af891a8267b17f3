use crate::key::{api_scope, Key};
use crate::state::{self, Targets};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Binary, CanonicalAddr, Deps, Env, WasmMsg};
use timebank_api::permission::{message_name, relayable, Contract};
use timebank_api::proxy::MAX_VALIDITY_SECONDS;
use timebank_api::record::{agent_key, AgentRecord, MemberRecord, MemberStatus};
use timebank_api::{Actor, Agent, BranchId, Code, MemberId, Roles, Seconds};
use timebank_intent::{
    CanonicalAddress, Digest, Intent, IntentError, NonceRefused, NonceWindow, Scope, SignedIntent,
};
use timebank_std::{member_record, published_at, Error, Result};

/// What is decided about one intent.
pub enum Verdict {
    /// Not authentic, or not now: nothing is spent.
    Rejected(Code),
    /// Authentic, but there is nobody to hand it to: its nonce is spent.
    Failed { digest: Digest, code: Code },
    /// Authentic: its nonce is spent, and it goes to its target.
    Accepted(Forward),
}

/// An intent on its way to its target.
pub struct Forward {
    pub digest: Digest,
    /// The most gas it may burn.
    pub gas: u64,
    pub message: WasmMsg,
}

/// What every target's `ExecuteMsg` has in common.
#[cw_serde]
enum Target {
    Relayed { actor: Actor, msg: Binary },
}

/// Why an intent is not handed on.
enum Refusal {
    Rejected(Code),
    /// Storage or registry cannot be read: the whole batch stops.
    Broken(Error),
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Refusal::Rejected(code)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Broken(error)
    }
}

type Checked<T> = std::result::Result<T, Refusal>;
/// Whose nonces, with which key, on which lane.
type Lane = (MemberId, Scope, u8);

/// Values by key. A batch has at most as many as it has intents, so that a list does, in a fraction of a tree's code.
struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Few(vec![])
    }
}

impl<K: PartialEq, V> Few<K, V> {
    fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    fn insert(&mut self, key: K, value: V) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }
}

/// A batch while its intents are judged. What one of them makes it read is kept for the others, and what one spends the next
/// one sees.
pub struct Batch<'a> {
    deps: Deps<'a>,
    env: &'a Env,
    /// The branch whose operator handed the batch in.
    branch: BranchId,
    own: CanonicalAddress,
    registry: Addr,
    targets: &'a Targets,
    keys: Few<(MemberId, Scope), Key>,
    members: Few<MemberId, MemberRecord>,
    spent: Few<Lane, NonceWindow>,
}

impl<'a> Batch<'a> {
    pub fn open(deps: Deps<'a>, env: &'a Env, branch: BranchId, targets: &'a Targets) -> Result<Self> {
        let own = deps.api.addr_canonicalize(env.contract.address.as_str())?;
        Ok(Batch {
            deps,
            env,
            branch,
            own: own.as_slice().try_into().map_err(|_| Code::StateInvalid)?,
            registry: targets.address(deps.api, Contract::MemberRegistry)?,
            targets,
            keys: Few::default(),
            members: Few::default(),
            spent: Few::default(),
        })
    }

    /// The windows of the nonces that were spent.
    pub fn spent(self) -> Vec<(Lane, NonceWindow)> {
        self.spent.0
    }

    /// Decides about the next intent of the batch.
    ///
    /// # Errors
    /// Only if something cannot be read that has nothing to do with the intent.
    pub fn judge(&mut self, bytes: &[u8]) -> Result<Verdict> {
        match self.accept(bytes) {
            Ok((intent, digest, member)) => self.forward(intent, digest, member),
            Err(Refusal::Rejected(code)) => Ok(Verdict::Rejected(code)),
            Err(Refusal::Broken(error)) => Err(error),
        }
    }

    /// Reads and verifies an intent and spends its nonce. The checks stand in the order of what they cost, and nothing that
    /// is not signed makes the batch ask another contract.
    fn accept(&mut self, bytes: &[u8]) -> Checked<(Intent, Digest, MemberRecord)> {
        let (signed, digest) =
            SignedIntent::decode(bytes, &self.env.block.chain_id, &self.own).map_err(malformed)?;
        let intent = signed.intent;
        self.check_time(intent.valid_until)?;
        let key = self.key(intent.signer, intent.scope)?;
        if intent.key_epoch != key.epoch {
            return Err(Code::IntentEpoch.into());
        }
        if !key.verifies(self.deps.api, &digest, &signed.signature) {
            return Err(Code::IntentSignature.into());
        }
        let lane = (intent.signer, intent.scope, intent.lane);
        let window = self.window(lane, key.epoch)?.spend(intent.nonce).map_err(nonce)?;
        let member = self.active_member(intent.signer)?;
        self.spent.insert(lane, window);
        Ok((intent, digest, member))
    }

    fn check_time(&self, valid_until: Seconds) -> Checked<()> {
        let now = self.env.block.time.seconds();
        if now >= valid_until {
            return Err(Code::IntentExpired.into());
        }
        if valid_until.saturating_sub(now) > MAX_VALIDITY_SECONDS {
            return Err(Code::IntentTooLong.into());
        }
        Ok(())
    }

    fn key(&mut self, member: MemberId, scope: Scope) -> Checked<Key> {
        if let Some(key) = self.keys.get(&(member, scope)) {
            return Ok(*key);
        }
        let key = state::key(self.deps.storage, member, scope)?.ok_or(Code::KeyMissing)?;
        self.keys.insert((member, scope), key);
        Ok(key)
    }

    fn window(&self, lane: Lane, epoch: u32) -> Result<NonceWindow> {
        if let Some(window) = self.spent.get(&lane) {
            return Ok(*window);
        }
        let (member, scope, lane) = lane;
        state::window(self.deps.storage, member, scope, lane, epoch)
    }

    fn active_member(&mut self, id: MemberId) -> Checked<MemberRecord> {
        let member = match self.members.get(&id) {
            Some(member) => member.clone(),
            None => {
                // Only members of the registry have keys.
                let member =
                    member_record(&self.deps.querier, &self.registry, id).map_err(Refusal::Broken)?;
                self.members.insert(id, member.clone());
                member
            }
        };
        if member.status != MemberStatus::Active {
            return Err(Code::MemberInactive.into());
        }
        Ok(member)
    }

    /// Addresses an authentic intent to its target.
    fn forward(&self, intent: Intent, digest: Digest, member: MemberRecord) -> Result<Verdict> {
        let permission = self.targets.find(&intent.contract).and_then(|contract| {
            let name = message_name(&intent.message)?;
            relayable(contract, name)
        });
        let Some(permission) = permission else {
            let code = Code::IntentTarget;
            return Ok(Verdict::Failed { digest, code });
        };
        let target = self.deps.api.addr_humanize(&CanonicalAddr::from(intent.contract))?;
        let actor = match intent.on_behalf_of.filter(|principal| *principal != intent.signer) {
            None => self.actor(intent.signer, intent.scope, member, None),
            Some(principal) => match self.principal(principal, intent.signer)? {
                Some((member, agent)) => self.actor(principal, intent.scope, member, Some(agent)),
                None => return Ok(Verdict::Failed { digest, code: Code::AgentNotAllowed }),
            },
        };
        let relayed = Target::Relayed { actor, msg: intent.message.into() };
        Ok(Verdict::Accepted(Forward {
            digest,
            gas: permission.relay_gas,
            message: WasmMsg::Execute {
                contract_addr: target.into_string(),
                msg: to_json_binary(&relayed)?,
                funds: vec![],
            },
        }))
    }
}

impl Batch<'_> {
    fn actor(&self, id: MemberId, scope: Scope, member: MemberRecord, agent: Option<Agent>) -> Actor {
        Actor {
            id,
            account: member.account,
            branch: member.branch,
            // An agent's offices are the agent's own.
            roles: if agent.is_some() { Roles::default() } else { member.roles },
            scope: api_scope(scope),
            relayed_by: self.branch,
            agent,
        }
    }

    /// The member an agent acts for, with what the agent may do; nothing if they have not agreed on it, or no longer.
    fn principal(&self, principal: MemberId, signer: MemberId) -> Result<Option<(MemberRecord, Agent)>> {
        let agreed = published_at(
            &self.deps.querier,
            &self.registry,
            agent_key(principal, signer),
            AgentRecord::from_bytes,
        )?;
        let Some(agreed) = agreed.filter(|agreed| self.env.block.time.seconds() < agreed.until) else {
            return Ok(None);
        };
        let member = member_record(&self.deps.querier, &self.registry, principal)?;
        let agent = Agent { member: signer, rights: agreed.rights, daily: agreed.daily };
        Ok((member.status == MemberStatus::Active).then_some((member, agent)))
    }
}

fn malformed(error: IntentError) -> Refusal {
    Refusal::Rejected(match error {
        IntentError::HighS => Code::IntentSignature,
        _ => Code::IntentMalformed,
    })
}

fn nonce(refused: NonceRefused) -> Refusal {
    Refusal::Rejected(match refused {
        NonceRefused::Used => Code::NonceUsed,
        NonceRefused::TooOld => Code::NonceTooOld,
        NonceRefused::TooFar => Code::NonceTooFar,
    })
}
