use cosmwasm_std::{from_json, to_json_vec, Storage};
use cw20::{Logo, MarketingInfoResponse};
use serde::de::DeserializeOwned;
use timebank_std::Result;

/// As cw20-base keeps them.
const MARKETING: &[u8] = b"marketing_info";
const LOGO: &[u8] = b"logo";

fn load<T: DeserializeOwned>(storage: &dyn Storage, key: &[u8]) -> Result<Option<T>> {
    Ok(storage.get(key).map(from_json).transpose()?)
}

pub fn marketing(storage: &dyn Storage) -> Result<Option<MarketingInfoResponse>> {
    load(storage, MARKETING)
}

/// Stores what clients show, or forgets it when there is nothing any more.
pub fn save_marketing(storage: &mut dyn Storage, info: &MarketingInfoResponse) -> Result<()> {
    if *info == MarketingInfoResponse::default() {
        storage.remove(MARKETING);
    } else {
        storage.set(MARKETING, &to_json_vec(info)?);
    }
    Ok(())
}

pub fn logo(storage: &dyn Storage) -> Result<Option<Logo>> {
    load(storage, LOGO)
}

pub fn save_logo(storage: &mut dyn Storage, logo: &Logo) -> Result<()> {
    storage.set(LOGO, &to_json_vec(logo)?);
    Ok(())
}
