//! The main job as people do it: in Chromium, at two branches, in both languages; and every screen looked at by axe and by the rules
//! for elders, in elder mode and at 320 px (H1, U1–U3). The stories are in `frontends/web/browser`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::process::Command;
use support::System;
use timebank_localnet::build;
use timebank_localnet::cache::Cache;
use timebank_localnet::run;
use timebank_localnet::workspace::Workspace;

const PORT_BASE: u16 = 29_600;

#[test]
fn members_and_reviewers_do_everything_in_the_browser() {
    let (workspace, cache) = (Workspace::find().unwrap(), Cache::open().unwrap());
    let mut system = System::up("test-browser", PORT_BASE);
    system.branches.populate(&system.network).unwrap();
    let web = build::web::build(&workspace, &cache).unwrap();
    system.branches.serve(&system.network, &web).unwrap();
    // At the second branch whoever registers proves the phone by a code.
    let away = system.branches.get(2).unwrap();
    away.change(&system.network, |config| config["identity"]["prove_phone"] = toml_edit::value(true))
        .unwrap();
    restart(&system);

    let mut npm = Command::new("npm");
    npm.current_dir(build::web::install(&workspace, &cache).unwrap()).args(["run", "browser"]);
    npm.env("TIMEBANK_NETWORK", system.network.folder()).env("NO_COLOR", "1");
    npm.env("CHROMIUM", build::chromium().expect("a browser"));
    run::logged(&mut npm, &cache.path("logs/test-browser-stories.log")).unwrap();
}

/// Ends the relayers and starts them with their changed configuration.
fn restart(system: &System) {
    for branch in system.branches.all() {
        system.network.processes().unwrap().kill(&branch.process()).unwrap();
    }
    system.branches.start(&system.network, &system.relayer).unwrap();
}
