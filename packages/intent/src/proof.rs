use crate::envelope::update_with_chain;
use crate::{CanonicalAddress, Digest, Scope};
use sha2::{Digest as _, Sha256};

const KEY_DOMAIN: &[u8] = b"timebank/key/v1";
const ATTENDANCE_DOMAIN: &[u8] = b"timebank/attendance/v1";

/// Which end of the service a rotating code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttendanceSide {
    Start,
    End,
}

/// What a new key signs to show that its holder has it:
/// `sha256("timebank/key/v1" ‖ len(chain_id) ‖ chain_id ‖ proxy ‖ member u64 ‖ scope u8 ‖ epoch u32)`, where `epoch` is the
/// one the key will have, so that the proof of a key that was replaced cannot bring it back.
pub fn key_proof_digest(
    chain_id: &str,
    proxy: &CanonicalAddress,
    member: u64,
    scope: Scope,
    epoch: u32,
) -> Digest {
    let mut hash = Sha256::new();
    hash.update(KEY_DOMAIN);
    update_with_chain(&mut hash, chain_id);
    hash.update(proxy);
    hash.update(member.to_be_bytes());
    hash.update([scope.byte()]);
    hash.update(epoch.to_be_bytes());
    hash.finalize().into()
}

/// What an activity's attendance key signs for one step of the rotating code:
/// `sha256("timebank/attendance/v1" ‖ len(chain_id) ‖ chain_id ‖ registry ‖ activity u64 ‖ side u8 ‖ step u64)`, side 0 = start,
/// 1 = end; `step` is the time in seconds divided by the code's period.
pub fn attendance_digest(
    chain_id: &str,
    registry: &CanonicalAddress,
    activity: u64,
    side: AttendanceSide,
    step: u64,
) -> Digest {
    let mut hash = Sha256::new();
    hash.update(ATTENDANCE_DOMAIN);
    update_with_chain(&mut hash, chain_id);
    hash.update(registry);
    hash.update(activity.to_be_bytes());
    hash.update([match side {
        AttendanceSide::Start => 0,
        AttendanceSide::End => 1,
    }]);
    hash.update(step.to_be_bytes());
    hash.finalize().into()
}
