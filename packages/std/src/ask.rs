//! Questions to other contracts. They are put in the bytes of cosmwasm's `QueryRequest`; that type itself would bring the code
//! of all the questions along that can be put to a chain.

use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Addr, Binary, ContractResult, QuerierWrapper, StdError,
    StdResult, SystemResult,
};
use serde::de::DeserializeOwned;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    Wasm(WasmRequest),
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum WasmRequest {
    Smart { contract_addr: String, msg: Binary },
    Raw { contract_addr: String, key: Binary },
}

/// A contract's answer to one of its queries.
///
/// # Errors
/// If the contract refuses or its answer is of another form.
pub fn ask<T: DeserializeOwned>(
    querier: &QuerierWrapper,
    contract: Addr,
    question: &impl Serialize,
) -> StdResult<T> {
    let msg = to_json_binary(question)?;
    from_json(put(querier, WasmRequest::Smart { contract_addr: contract.into(), msg })?)
}

/// A value of a contract's storage, if there is one.
///
/// # Errors
/// Only if the query itself fails.
pub fn read(querier: &QuerierWrapper, contract: &Addr, key: Vec<u8>) -> StdResult<Option<Vec<u8>>> {
    let request = WasmRequest::Raw { contract_addr: contract.to_string(), key: key.into() };
    let value = put(querier, request)?.to_vec();
    Ok((!value.is_empty()).then_some(value))
}

fn put(querier: &QuerierWrapper, request: WasmRequest) -> StdResult<Binary> {
    match querier.raw_query(&to_json_vec(&Request::Wasm(request))?) {
        SystemResult::Ok(ContractResult::Ok(answer)) => Ok(answer),
        SystemResult::Ok(ContractResult::Err(error)) => {
            Err(StdError::generic_err(format!("Querier contract error: {error}")))
        }
        SystemResult::Err(error) => Err(StdError::generic_err(format!("Querier system error: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{QueryRequest, WasmQuery};

    #[test]
    fn requests_have_the_bytes_of_cosmwasms_own() {
        let (contract_addr, bytes) = (String::from("wasm1a"), Binary::from(b"\0\xff"));
        for (own, cosmwasm) in [
            (
                WasmRequest::Smart { contract_addr: contract_addr.clone(), msg: bytes.clone() },
                WasmQuery::Smart { contract_addr: contract_addr.clone(), msg: bytes.clone() },
            ),
            (
                WasmRequest::Raw { contract_addr: contract_addr.clone(), key: bytes.clone() },
                WasmQuery::Raw { contract_addr, key: bytes },
            ),
        ] {
            let cosmwasm: QueryRequest = QueryRequest::Wasm(cosmwasm);
            assert_eq!(to_json_vec(&Request::Wasm(own)).unwrap(), to_json_vec(&cosmwasm).unwrap());
        }
    }
}
