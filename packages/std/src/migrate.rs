use crate::{Error, Result};
use cosmwasm_std::{DepsMut, Response};
use timebank_api::Code;

/// Records that this version runs now.
///
/// # Errors
/// `system.migration` if another contract, the same version or a later one is running.
pub fn migrate(deps: DepsMut, name: &str, version: &str) -> Result<Response> {
    let running = cw2::get_contract_version(deps.storage)?;
    if running.contract != name || number(&running.version) >= number(version) {
        return Err(Error::with(Code::MigrationRefused, running.version));
    }
    cw2::set_contract_version(deps.storage, name, version)?;
    Ok(Response::new())
}

/// `major.minor.patch` as numbers that compare; what cannot be read is the highest, so that nothing can follow it.
fn number(version: &str) -> [u64; 3] {
    let mut parts = version.splitn(3, '.').map(|part| part.parse().unwrap_or(u64::MAX));
    [parts.next(), parts.next(), parts.next()].map(|part| part.unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::mock_dependencies;

    #[test]
    fn migrate_takes_only_a_later_version_of_the_same_contract() {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, "timebank:x", "0.9.0").unwrap();
        for (name, version) in [("timebank:y", "1.0.0"), ("timebank:x", "0.9.0"), ("timebank:x", "0.8.11")] {
            assert_eq!(migrate(deps.as_mut(), name, version).unwrap_err().code(), Code::MigrationRefused);
        }
        migrate(deps.as_mut(), "timebank:x", "0.10.0").unwrap();
        assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, "0.10.0");
    }
}
