use crate::address;
use timebank_api::permission::Contract;

/// The addresses of the system's contracts, as text and as canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contracts(Vec<(Contract, String, [u8; 32])>);

impl Contracts {
    /// Takes the address of each contract.
    ///
    /// # Errors
    /// The first contract whose address is not the address of a contract.
    pub fn new(address_of: impl Fn(Contract) -> String) -> Result<Self, Contract> {
        let entry = |contract| {
            let text = address_of(contract);
            let bytes = address::contract(&text).ok_or(contract)?;
            Ok((contract, text, bytes))
        };
        Contract::ALL.into_iter().map(entry).collect::<Result<_, _>>().map(Contracts)
    }

    /// The bech32 address.
    pub fn address(&self, contract: Contract) -> &str {
        self.0.iter().find(|(of, ..)| *of == contract).map_or("", |(_, text, _)| text)
    }

    /// The 32 canonical bytes.
    pub fn canonical(&self, contract: Contract) -> [u8; 32] {
        self.0.iter().find(|(of, ..)| *of == contract).map_or([0; 32], |(.., bytes)| *bytes)
    }

    /// The contract at an address; nothing if it is none of ours.
    pub fn at(&self, address: &str) -> Option<Contract> {
        self.0.iter().find(|(_, text, _)| text == address).map(|(of, ..)| *of)
    }

    /// The contract with these canonical bytes; nothing if it is none of ours.
    pub fn at_canonical(&self, bytes: &[u8; 32]) -> Option<Contract> {
        self.0.iter().find(|(_, _, canonical)| canonical == bytes).map(|(of, ..)| *of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_contract_and_back() {
        let number = |contract: Contract| {
            let position = Contract::ALL.iter().position(|of| *of == contract).unwrap();
            u8::try_from(position).unwrap() + 1
        };
        let contracts = Contracts::new(|contract| address::text(&[number(contract); 32])).unwrap();
        for contract in Contract::ALL {
            assert_eq!(contracts.at(contracts.address(contract)), Some(contract));
            assert_eq!(contracts.canonical(contract), [number(contract); 32]);
            assert_eq!(contracts.at_canonical(&[number(contract); 32]), Some(contract));
        }
        assert_eq!(contracts.at(&address::text(&[9; 32])), None);
        let wrong =
            Contracts::new(|contract| address::text(&[1; 20][..usize::from(number(contract)).min(20)]));
        assert_eq!(wrong, Err(Contract::Proxy));
    }
}
