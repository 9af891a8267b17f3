use cosmwasm_std::{to_json_binary, Binary};
use timebank_api::proxy::{Outcome, RelayResult};
use timebank_api::Code;
use timebank_intent::Digest;
use timebank_std::Result;

/// What became of each intent of a batch. Stored as `count u8`, followed for each that is not done by
/// `index u8 ‖ kind u8 ‖ code u16`, where the code is its place in [`Code::ALL`]. It lives no longer than its transaction, so
/// that a later table of codes never reads an earlier one's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report(Vec<Entry>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Done,
    Rejected(Code),
    Failed(Code),
}

/// Bytes of an entry that is not `Done`.
const ENTRY_LEN: usize = 4;

impl Report {
    /// The next intent is carried out, as far as is known.
    pub fn done(&mut self) {
        self.0.push(Entry::Done);
    }

    /// The next intent is not authentic.
    pub fn rejected(&mut self, code: Code) {
        self.0.push(Entry::Rejected(code));
    }

    /// The next intent is authentic and cannot be carried out.
    pub fn failed(&mut self, code: Code) {
        self.0.push(Entry::Failed(code));
    }

    /// The intent at `index`, handed on before, has failed.
    pub fn fail(&mut self, index: u8, code: Code) {
        if let Some(entry) = self.0.get_mut(usize::from(index)) {
            *entry = Entry::Failed(code);
        }
    }

    /// The response's data.
    pub fn to_data(&self) -> Result<Binary> {
        let results = self
            .0
            .iter()
            .map(|entry| match entry {
                Entry::Done => Outcome::Done,
                Entry::Rejected(code) => Outcome::rejected(*code),
                Entry::Failed(code) => Outcome::failed(*code),
            })
            .collect();
        Ok(to_json_binary(&RelayResult { results })?)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let count = u8::try_from(self.0.len()).unwrap_or(u8::MAX);
        let mut bytes = vec![count];
        for (index, entry) in (0..count).zip(&self.0) {
            let (kind, code) = match entry {
                Entry::Done => continue,
                Entry::Rejected(code) => (1, place(*code)),
                Entry::Failed(code) => (2, place(*code)),
            };
            bytes.extend_from_slice(&[index, kind]);
            bytes.extend_from_slice(&code.to_be_bytes());
        }
        bytes
    }

    /// Nothing if the bytes are not a report.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first()?;
        let mut entries = vec![Entry::Done; usize::from(*count)];
        if !rest.len().is_multiple_of(ENTRY_LEN) {
            return None;
        }
        for exception in rest.chunks_exact(ENTRY_LEN) {
            let ([index, kind], place) = exception.split_first_chunk()?;
            let place = u16::from_be_bytes(place.try_into().ok()?);
            let code = *Code::ALL.get(usize::from(place))?;
            *entries.get_mut(usize::from(*index))? = match kind {
                1 => Entry::Rejected(code),
                2 => Entry::Failed(code),
                _ => return None,
            };
        }
        Some(Report(entries))
    }
}

fn place(code: Code) -> u16 {
    let place = Code::ALL.iter().position(|known| *known == code);
    place.and_then(|place| u16::try_from(place).ok()).unwrap_or(u16::MAX)
}

/// What goes along with a sub-message, for the case that it fails: `batch 32 ‖ digest 32 ‖ index u8 ‖ report`.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// The name of the batch: the digest of the first intent it handed on.
    pub batch: Digest,
    /// The intent's own digest.
    pub digest: Digest,
    /// The intent's place in the batch.
    pub index: u8,
    /// The batch's report as it was before any sub-message ran.
    pub report: Report,
}

impl Slip {
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.batch.as_slice(), &self.digest, &[self.index], &self.report.to_bytes()].concat()
    }

    /// Nothing if the bytes are not a slip.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (batch, rest) = bytes.split_first_chunk()?;
        let (digest, rest) = rest.split_first_chunk()?;
        let ([index], report) = rest.split_first_chunk()?;
        Some(Slip { batch: *batch, digest: *digest, index: *index, report: Report::from_bytes(report)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slip_reads_back_with_every_code() {
        for codes in Code::ALL.chunks(16) {
            let mut report = Report::default();
            for code in codes {
                report.rejected(*code);
                report.done();
                report.failed(*code);
            }
            let slip = Slip { batch: [1; 32], digest: [2; 32], index: 49, report };
            let bytes = slip.to_bytes();
            assert_eq!(Slip::from_bytes(&bytes[..bytes.len() - 1]), None);
            assert_eq!(Slip::from_bytes(&bytes[..64]), None);
            assert_eq!(Slip::from_bytes(&bytes), Some(slip));
        }
        for bytes in [[].as_slice(), &[1, 0], &[1, 1, 1, 0, 0], &[1, 0, 3, 0, 0], &[1, 0, 1, 255, 255]] {
            assert_eq!(Report::from_bytes(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn data_is_the_result_in_the_batchs_order() {
        let mut report = Report::default();
        report.done();
        report.rejected(Code::IntentExpired);
        report.done();
        report.fail(2, Code::GasExhausted);
        assert_eq!(
            report.to_data().unwrap(),
            Binary::from(br#"{"results":["done",{"rejected":"intent.expired"},{"failed":"intent.gas"}]}"#)
        );
    }
}
