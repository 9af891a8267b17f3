//! cw20 conformance (F1): what the tests of cw20-base 2.0.0 assert, in cases of our own, for the whole system under the plain
//! pack. Every case runs by each [`scene::Hand`]: relayed, from a chain account that the member linked, and from the account
//! itself.
//!
//! | cw20-base's tests | here |
//! |---|---|
//! | `instantiate::{basic, mintable, mintable_over_cap}`, `instantiate_multiple_accounts`, `validate_instantiatemsg_*` | `token`: `a_new_token_…`, `instantiation_…`, `name_and_symbol_…` |
//! | `queries_work`, `transfer`, `burn`, `send` | `token`: `balances_…`, `transfer_…`, `burn_…`, `send_…` |
//! | `can_mint_by_minter`, `others_cannot_mint`, `no_one_mints_if_minter_unset`, `unset_minter`, `*_update_minter*` | `token`: `nobody_mints_…`, `there_is_no_minter_…` |
//! | `migration::test_migrate` | `token`: `migration_…` |
//! | `increase_decrease_allowances`, `allowances_independent`, `no_self_allowance`, `no_past_expiration` | `allowances` |
//! | `{transfer,burn,send}_from_respects_limits` | `allowances`: `…_from_respects_…` |
//! | `query_all_{owner_allowances,spender_allowances,accounts}_works` | `pages` |
//! | `instantiate::marketing::*`, `marketing::*` | `marketing` |
//!
//! Where the token says something else than cw20-base, and why:
//!
//! | cw20-base | here | code | why |
//! |---|---|---|---|
//! | pays any address | pays accounts of registered members | `time.recipient` | TIME is a claim on the services of members, so only who takes part can hold it. |
//! | `Send` calls any contract | calls contracts whose address a member holds | `time.recipient` | The balance of a contract of the system is exactly its escrow, and nobody else is registered. |
//! | moves and burns 0 | refuses 0, by allowance too | `time.zero` | A statement counts movements, and one of nothing is noise that anybody could make. |
//! | a balance too small is an overflow | names what is there | `time.insufficient` | The screen says how much is missing. |
//! | an allowance too small is an overflow, none is `NoAllowance` or not found | one code for both, which names what is left | `time.allowance` | Both are the same to whoever pays. |
//! | `Expired`, `InvalidExpiration` | one code for both | `time.allowance_expired` | Both say that the time is over. |
//! | `CannotSetOwnAccount` | the same | `time.allowance_own` | Codes are stable, texts are not. |
//! | aborts when an allowance passes 2¹²⁸ | refuses | `system.overflow` | A contract of the system never aborts on what a sender wrote. |
//! | `Mint` by the minter, up to a cap | refuses everybody | `time.mint`; relayed `intent.target` | TIME comes into being for a recorded service or by a rule, never because somebody says so. |
//! | `UpdateMinter` | is no message | unreadable; relayed `intent.target` | There is no minter to name. |
//! | instantiates with any name, balances, minter and marketing | reads none of it | – | Nobody begins with TIME, and the name of the unit is fixed. |
//! | migrates from the same version | only from an earlier one | `system.migration` | A migration that changes nothing is a mistake. |
//! | `UpdateMarketing`, `UploadLogo`: `Unauthorized` | the same; relayed no message | `auth.unauthorized`; relayed `intent.target` | The council describes the token until it names another account, and members do not. |
//! | `LogoTooBig`, `InvalidPngHeader`, `InvalidXmlPreamble`, an invalid marketing account | the same | `request.message`, `request.address` | Codes are stable, texts are not. |
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod allowances;
mod marketing;
mod pages;
mod receiver_double;
mod scene;
mod token;
