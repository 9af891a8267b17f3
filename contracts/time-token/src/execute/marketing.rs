//! What clients show of the token, as cw20-base does it: from the account that may change it, at first the council.

use crate::state;
use cosmwasm_std::{Addr, Api, Binary, DepsMut, Response, Storage};
use cw20::{EmbeddedLogo, Logo, LogoInfo, MarketingInfoResponse};
use timebank_api::{event, Code};
use timebank_std::{Error, Result};

/// The largest picture.
const LOGO: usize = 5 * 1024;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

pub fn update_marketing(
    deps: DepsMut,
    sender: &Addr,
    [project, description, marketing]: [Option<String>; 3],
) -> Result<Response> {
    let mut info = info(deps.storage, sender)?;
    change(&mut info.project, project, Ok)?;
    change(&mut info.description, description, Ok)?;
    change(&mut info.marketing, marketing, |account| account_of(deps.api, &account))?;
    state::save_marketing(deps.storage, &info)?;
    let MarketingInfoResponse { project, description, marketing, .. } = info;
    let set = event::MarketingSet { project, description, marketing: marketing.map(Addr::into_string) };
    Ok(Response::new().add_attribute("action", "update_marketing").add_event(set))
}

pub fn upload_logo(deps: DepsMut, sender: &Addr, logo: &Logo) -> Result<Response> {
    let mut info = info(deps.storage, sender)?;
    let url = match logo {
        Logo::Url(url) => Some(url.clone()),
        Logo::Embedded(EmbeddedLogo::Svg(picture)) if fits(picture, is_svg) => None,
        Logo::Embedded(EmbeddedLogo::Png(picture)) if fits(picture, |bytes| bytes.starts_with(PNG)) => None,
        Logo::Embedded(_) => return Err(Code::MessageInvalid.into()),
    };
    info.logo = Some(url.clone().map_or(LogoInfo::Embedded, LogoInfo::Url));
    state::save_logo(deps.storage, logo)?;
    state::save_marketing(deps.storage, &info)?;
    Ok(Response::new().add_attribute("action", "upload_logo").add_event(event::LogoSet { url }))
}

fn info(storage: &dyn Storage, sender: &Addr) -> Result<MarketingInfoResponse> {
    state::marketing(storage)?
        .filter(|info| info.marketing.as_ref() == Some(sender))
        .ok_or_else(|| Code::Unauthorized.into())
}

/// A blank text takes the entry away.
fn change<T>(
    entry: &mut Option<T>,
    text: Option<String>,
    read: impl FnOnce(String) -> Result<T>,
) -> Result<()> {
    match text {
        Some(blank) if blank.trim().is_empty() => *entry = None,
        Some(text) => *entry = Some(read(text)?),
        None => {}
    }
    Ok(())
}

fn account_of(api: &dyn Api, account: &str) -> Result<Addr> {
    api.addr_validate(account).map_err(|_| Error::from(Code::AddressInvalid))
}

fn fits(picture: &Binary, is_one: impl FnOnce(&[u8]) -> bool) -> bool {
    picture.len() <= LOGO && is_one(picture)
}

/// Whether it begins as XML does.
fn is_svg(picture: &[u8]) -> bool {
    let first = picture.split_inclusive(|byte| *byte == b'>').next().unwrap_or_default();
    first.starts_with(b"<?xml ") && first.ends_with(b"?>")
}
