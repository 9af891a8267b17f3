//! What a token says of itself beside its name. Messages and queries are written as any cw20 client writes them.

use crate::scene::{Hand, Scene};
use cosmwasm_std::{Addr, Binary};
use cw20::{DownloadLogoResponse, LogoInfo, MarketingInfoResponse};
use serde_json::{json, Value};
use timebank_api::permission::Contract;
use timebank_api::Code;

const PNG_HEADER: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const SVG: &[u8] = br#"<?xml version="1.0"?><svg></svg>"#;

/// A scene in which every entry is set, by the council.
fn described() -> Scene {
    let mut scene = Scene::new(Hand::Account);
    by_council(&mut scene, &update(json!({ "project": "Project", "description": "Description" }))).unwrap();
    by_council(&mut scene, &json!({ "upload_logo": { "url": "url" } })).unwrap();
    scene
}

/// What is shown of [`described`].
fn shown(scene: &Scene) -> MarketingInfoResponse {
    MarketingInfoResponse {
        project: Some("Project".into()),
        description: Some("Description".into()),
        logo: Some(LogoInfo::Url("url".into())),
        marketing: Some(scene.suite.council.clone()),
    }
}

/// With the entries left out that stay as they are.
fn update(entries: Value) -> Value {
    json!({ "update_marketing": entries })
}

fn embedded(kind: &str, image: &[u8]) -> Value {
    json!({ "upload_logo": { "embedded": { kind: Binary::from(image) } } })
}

fn by_council(scene: &mut Scene, msg: &Value) -> Result<(), Code> {
    let council = scene.suite.council.clone();
    scene.send(&council, msg).map(drop)
}

fn info(scene: &Scene) -> MarketingInfoResponse {
    scene.suite.query(Contract::TimeToken, &json!({ "marketing_info": {} }))
}

/// Nothing where there is no logo to load.
fn logo(scene: &Scene) -> Option<DownloadLogoResponse> {
    let token = scene.suite.address(Contract::TimeToken);
    match scene.suite.chain.wrap().query_wasm_smart(token, &json!({ "download_logo": {} })) {
        Ok(logo) => Some(logo),
        Err(error) => {
            assert!(error.to_string().contains("not found"), "{error}");
            None
        }
    }
}

/// The council sends it, is refused, and everything is shown as before.
fn refused(msg: &Value, code: Code) {
    let mut scene = described();
    let before = scene.dump();
    assert_eq!(by_council(&mut scene, msg), Err(code), "{msg}");
    assert_eq!(scene.dump(), before);
    assert_eq!(info(&scene), shown(&scene));
    assert_eq!(logo(&scene), None);
}

#[test]
fn at_first_the_council_may_describe_the_token_and_nothing_is_said() {
    let scene = Scene::new(Hand::Account);
    let expected =
        MarketingInfoResponse { marketing: Some(scene.suite.council.clone()), ..Default::default() };
    assert_eq!(info(&scene), expected);
    assert_eq!(logo(&scene), None);
}

#[test]
fn each_entry_is_changed_and_cleared_alone() {
    let another = described().stranger();
    type Change = fn(&mut MarketingInfoResponse, Option<&Addr>);
    let project: Change = |info, to| info.project = to.map(Addr::to_string);
    let description: Change = |info, to| info.description = to.map(Addr::to_string);
    let marketing: Change = |info, to| info.marketing = to.cloned();
    for (entry, change) in [("project", project), ("description", description), ("marketing", marketing)] {
        for (text, value) in [(another.as_str(), Some(&another)), ("", None), (" ", None)] {
            let mut scene = described();
            let mut expected = shown(&scene);
            change(&mut expected, value);
            by_council(&mut scene, &update(json!({ entry: text }))).unwrap();
            assert_eq!(info(&scene), expected, "{entry}: {text:?}");
            assert_eq!(logo(&scene), None);
        }
    }
}

#[test]
fn nobody_but_the_marketing_account_changes_anything() {
    let mut scene = described();
    let another = scene.stranger();
    let take = update(json!({ "project": "New", "description": "Better", "marketing": another }));
    let picture = embedded("png", &PNG_HEADER);
    let mut others = vec![another.clone(), scene.suite.operators[&1].clone()];
    others.extend(Contract::ALL.map(|contract| scene.suite.address(contract)));
    others.push(Addr::unchecked(scene.account(scene.owner)));
    for sender in others {
        for msg in [&take, &picture] {
            assert_eq!(scene.send(&sender, msg).map(drop), Err(Code::Unauthorized), "{sender}");
        }
    }
    scene.hand = Hand::Relayed;
    for msg in [&take, &picture] {
        scene.refused(scene.owner, msg, Code::IntentTarget);
    }
    assert_eq!(info(&scene), shown(&scene));
    // Whoever is named may, the one before no more.
    by_council(&mut scene, &update(json!({ "marketing": another }))).unwrap();
    assert_eq!(by_council(&mut scene, &picture), Err(Code::Unauthorized));
    scene.send(&another, &picture).unwrap();
    // And nobody once nobody is named.
    scene.send(&another, &update(json!({ "marketing": "" }))).unwrap();
    assert_eq!(scene.send(&another, &picture).map(drop), Err(Code::Unauthorized));
    assert_eq!(by_council(&mut scene, &picture), Err(Code::Unauthorized));
}

#[test]
fn a_marketing_account_must_be_an_address() {
    refused(&update(json!({ "marketing": "m" })), Code::AddressInvalid);
}

#[test]
fn a_logo_is_an_address_or_a_picture_to_load() {
    let mut scene = described();
    by_council(&mut scene, &json!({ "upload_logo": { "url": "new_url" } })).unwrap();
    let url = MarketingInfoResponse { logo: Some(LogoInfo::Url("new_url".into())), ..shown(&scene) };
    assert_eq!((info(&scene), logo(&scene)), (url, None));
    for (kind, mime_type, image) in [("png", "image/png", &PNG_HEADER[..]), ("svg", "image/svg+xml", SVG)] {
        let mut scene = described();
        by_council(&mut scene, &embedded(kind, image)).unwrap();
        let loaded = DownloadLogoResponse { mime_type: mime_type.into(), data: image.into() };
        let embedded = MarketingInfoResponse { logo: Some(LogoInfo::Embedded), ..shown(&scene) };
        assert_eq!((info(&scene), logo(&scene)), (embedded, Some(loaded)));
    }
}

#[test]
fn a_logo_that_is_too_large_or_no_picture_is_refused() {
    let png = [&PNG_HEADER[..], &[1; 6_000]].concat();
    let svg = [SVG, &[b'x'; 6_000]].concat();
    for (kind, image) in [("png", &png[..]), ("svg", &svg), ("png", &[1]), ("svg", &[1])] {
        refused(&embedded(kind, image), Code::MessageInvalid);
    }
}
