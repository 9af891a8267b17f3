//! A real network on ports of its own (J2): started, found, hurt, mended, stopped.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{json, Value};
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use timebank_localnet::build::node::{self, Node};
use timebank_localnet::cache::Cache;
use timebank_localnet::net::genesis::EXECUTE;
use timebank_localnet::net::process::{ProcessId, Running};
use timebank_localnet::net::rpc::Rpc;
use timebank_localnet::net::spec::{operator, NetworkSpec, COUNCIL};
use timebank_localnet::net::status::Status;
use timebank_localnet::net::{Network, Started};
use timebank_localnet::workspace::Workspace;

/// A network that is gone when the test is, in whatever way the test ends.
struct Scene {
    workspace: Workspace,
    cache: Cache,
    node: Node,
    spec: NetworkSpec,
}

impl Scene {
    fn new(name: &str, validators: u16, port_base: u16) -> Self {
        let (workspace, cache) = (Workspace::find().unwrap(), Cache::open().unwrap());
        let node = node::build(&workspace, &cache).unwrap();
        let mut spec = NetworkSpec::new(name, validators, Some(port_base)).unwrap();
        spec.timeout_commit_ms = 300;
        spec.voting_seconds = 4;
        Network::delete(&cache, name).unwrap();
        Scene { workspace, cache, node, spec }
    }

    fn init(&self) -> Network {
        Network::init(&self.cache, &self.node, &self.spec).unwrap()
    }

    fn open(&self) -> Network {
        Network::open(&self.cache, &self.node, &self.spec.name).unwrap().unwrap()
    }

    fn status(&self, network: &Network) -> Status {
        Status::of(network, &self.workspace).unwrap()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        Network::delete(&self.cache, &self.spec.name).unwrap();
    }
}

fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !condition() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn network_survives_a_killed_node_and_is_found_again() {
    let scene = Scene::new("test-network", 4, 27_000);
    let mut network = scene.init();
    assert_eq!(network.start().unwrap(), Started::Now);
    assert_eq!(scene.open().start().unwrap(), Started::Already);
    eventually("all nodes agree and know each other", || {
        let status = scene.status(&network);
        status.healthy && status.nodes.iter().all(|node| node.peers == Some(4))
    });

    network.kill("v2").unwrap();
    eventually("the dead node shows", || {
        scene
            .status(&network)
            .nodes
            .iter()
            .any(|node| node.name == "v2" && node.pid.is_none() && node.height.is_none())
    });
    let archive = Rpc::new(network.manifest().archive().unwrap().ports.rpc);
    let height = archive.height().unwrap();
    eventually("three of four go on", || archive.height().unwrap() > height + 2);
    assert_eq!(network.start().unwrap(), Started::Now);
    eventually("the node is back", || scene.status(&network).healthy);

    assert_eq!(network.stop().unwrap(), 5);
    assert!(!Running::read(network.folder()).unwrap().any_alive());
    assert_eq!(network.start().unwrap(), Started::Now);
}

#[test]
fn council_is_the_only_one_to_upload_and_governance_decides() {
    let scene = Scene::new("test-council", 1, 27_100);
    let mut network = scene.init();
    network.start().unwrap();
    let chain = network.chain();
    let gov = network.manifest().gov.clone();

    let upload = |sender: &str| {
        json!({"@type": "/cosmwasm.wasm.v1.MsgStoreCode", "sender": network.manifest().address(sender).unwrap(),
            "wasm_byte_code": "AGFzbQEAAAA=", "instantiate_permission": null})
    };
    let refused = chain.send("v1", &[upload("v1")], 500_000).unwrap_err().to_string();
    assert!(refused.contains("unauthorized"), "{refused}");
    let reached_the_vm = chain.send(COUNCIL, &[upload(COUNCIL)], 500_000).unwrap_err().to_string();
    assert!(!reached_the_vm.contains("unauthorized"), "{reached_the_vm}");

    // In an emergency the council stops every contract, nobody else, and nothing more than that.
    let execute = |sender: &str| json!({"@type": EXECUTE, "sender": network.manifest().address(sender).unwrap(), "contract": gov, "msg": {}, "funds": []});
    let circuit = |sender: &str, what: &str, kind: &str| {
        json!({"@type": format!("/cosmos.circuit.v1.{what}"), "authority": network.manifest().address(sender).unwrap(),
            "msg_type_urls": [kind]})
    };
    let [trip, reset] = ["MsgTripCircuitBreaker", "MsgResetCircuitBreaker"];
    let refused =
        |sender: &str, message: Value| chain.send(sender, &[message], 200_000).unwrap_err().to_string();
    assert!(refused("v1", execute("v1")).contains("no such contract"));
    assert!(refused("v1", circuit("v1", trip, EXECUTE)).contains("permission"));
    assert!(refused(COUNCIL, circuit(COUNCIL, trip, "/cosmos.gov.v1.MsgVote")).contains("permission"));
    chain.send(COUNCIL, &[circuit(COUNCIL, trip, EXECUTE)], 200_000).unwrap();
    assert!(refused("v1", execute("v1")).contains("not allowed"));
    chain.send(COUNCIL, &[circuit(COUNCIL, reset, EXECUTE)], 200_000).unwrap();
    assert!(refused("v1", execute("v1")).contains("no such contract"));

    let weight = |amount: &str| {
        json!({"@type": "/cosmos.bank.v1beta1.MsgSend", "from_address": network.manifest().address("v1").unwrap(),
            "to_address": network.manifest().address(&operator(1)).unwrap(),
            "amount": [{"denom": "ubond", "amount": amount}]})
    };
    let refused = chain.send("v1", &[weight("1")], 200_000).unwrap_err().to_string();
    assert!(refused.contains("send transactions are disabled"), "{refused}");

    let grant = json!({"@type": "/cosmos.protocolpool.v1.MsgCommunityPoolSpend", "authority": gov,
        "recipient": network.manifest().address(&operator(1)).unwrap(),
        "amount": [{"denom": "ubond", "amount": "2000000"}]});
    chain.govern("Admit a branch", vec![grant]).unwrap();
    let branch = network.manifest().address(&operator(1)).unwrap();
    let balances = chain.query(&["bank", "balances", branch]).unwrap();
    assert!(balances.to_string().contains("2000000"), "{balances}");
}

#[test]
fn taken_port_and_crashing_node_are_explained_and_nothing_is_left() {
    let scene = Scene::new("test-broken", 1, 27_200);
    let mut network = scene.init();
    let rpc = network.manifest().nodes[0].ports.rpc;

    let holder = TcpListener::bind(("127.0.0.1", rpc)).unwrap();
    let error = network.start().unwrap_err().to_string();
    assert!(error.contains(&format!("port {rpc} is taken by")), "{error}");
    drop(holder);

    fs::write(network.folder().join("nodes/v1/config/genesis.json"), "{}").unwrap();
    let error = network.start().unwrap_err().to_string();
    assert!(error.contains("node v1 ended") && error.contains("the end of"), "{error}");
    eventually("the other node is ended too", || !Running::read(network.folder()).unwrap().any_alive());
}

#[test]
fn interrupted_command_leaves_nothing_running() {
    let scene = Scene::new("test-interrupted", 1, 27_300);
    let base = scene.spec.port_base.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_timebank-localnet"));
    command.args([
        "--net",
        &scene.spec.name,
        "up",
        "--nodes-only",
        "--validators",
        "1",
        "--port-base",
        &base,
    ]);
    let mut up = command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let folder = Network::folder_of(&scene.cache, &scene.spec.name);
    eventually("nodes are started", || Running::read(&folder).unwrap().any_alive());
    let nodes = Running::read(&folder).unwrap();
    assert!(ProcessId::of(up.id()).unwrap().is_alive());
    Command::new("kill").args(["-INT", &up.id().to_string()]).status().unwrap();
    assert_eq!(up.wait().unwrap().code(), Some(130));
    assert!(!nodes.any_alive());
}
