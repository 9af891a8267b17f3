//! What a token says of itself beside its name.

use crate::scene::by_every_hand;
use serde_json::json;
use timebank_api::permission::Contract;
use timebank_api::Code;

#[test]
fn there_is_nothing_to_market() {
    by_every_hand(|scene| {
        let project =
            json!({ "update_marketing": { "project": "P", "description": "D", "marketing": null } });
        for msg in [project, json!({ "upload_logo": { "url": "https://example.org/time.svg" } })] {
            scene.unknown(scene.owner, &msg);
            assert_eq!(scene.send(&scene.suite.council.clone(), &msg).map(drop), Err(Code::Internal));
        }
        for query in [json!({ "marketing_info": {} }), json!({ "download_logo": {} })] {
            let token = scene.suite.address(Contract::TimeToken);
            let answer = scene.suite.chain.wrap().query_wasm_smart::<serde_json::Value>(token, &query);
            assert!(answer.unwrap_err().to_string().contains("unknown variant"));
        }
    });
}
