//! Code in the node's virtual machine, for cw-multi-test to run.
//!
//! The VM wants a storage and a querier that it may keep as long as it likes, and the chain lends its own for one call. So each
//! call runs on a thread of its own, and what the code asks comes over a channel to the thread that has the chain's.

use cosmwasm_std::{
    from_json, to_json_vec, Binary, ContractResult, Deps, DepsMut, Empty, Env, MessageInfo, MigrateInfo,
    Order, QuerierWrapper, Record, Reply, Response, Storage,
};
use cosmwasm_vm::internals::{check_wasm, compile_module, instance_from_module, Logger};
use cosmwasm_vm::testing::MockApi;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_with_info_raw, call_query_raw, call_reply_raw,
    capabilities_from_csv, Backend, BackendError, BackendResult, GasInfo, Size, VmResult, WasmLimits,
};
use cw_multi_test::error::{bail, AnyError, AnyResult};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::mpsc::{channel, Receiver, Sender};
use std::thread;
use wasmer::{Engine, Module, Store};

/// wasmd 0.61's `BuiltInCapabilities`.
const CAPABILITIES: &str =
    "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,\
                            cosmwasm_2_1,cosmwasm_2_2,ibc2";
/// wasmd's `contractMemoryLimit`, in MiB.
const MEMORY: usize = 32;
/// All the gas of a block (`localnet/src/net/genesis.rs`), at wasmd's 140 000 of the VM for one of the chain.
const GAS: u64 = 30_000_000 * 140_000;
/// Of the addresses of every suite.
const PREFIX: &str = "wasm";

/// A contract's code, checked and compiled as the node does when it is stored.
#[derive(Clone)]
pub struct Code {
    module: Module,
    engine: Engine,
}

impl Code {
    /// # Panics
    /// If the node would refuse the code.
    pub fn new(name: &str, wasm: &[u8]) -> Self {
        let capabilities = capabilities_from_csv(CAPABILITIES);
        check_wasm(wasm, &capabilities, &WasmLimits::default(), Logger::Off)
            .unwrap_or_else(|error| panic!("{name} is refused: {error}"));
        let (module, engine) = compile_module(wasm, Some(Size::mebi(MEMORY)))
            .unwrap_or_else(|error| panic!("{name} does not compile: {error}"));
        Code { module, engine }
    }

    /// Runs an entry point; what it gave, or why it refused.
    fn call<T: DeserializeOwned>(
        &self,
        mut storage: Lent<'_>,
        querier: QuerierWrapper<'_>,
        entry: Entry,
        arguments: &[Vec<u8>],
    ) -> AnyResult<T> {
        let returned = thread::scope(|scope| {
            let (line, asked) = channel();
            let worker = scope.spawn(move || self.run(Line(line), entry, arguments));
            // The last sender goes with the instance.
            for ask in asked {
                ask.answer(&mut storage, querier);
            }
            worker.join()
        });
        let bytes = match returned {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => bail!("{entry:?} in the VM: {error}"),
            Err(_) => bail!("{entry:?} in the VM: panic"),
        };
        from_json::<ContractResult<T>>(bytes)?.into_result().map_err(AnyError::msg)
    }

    fn run(&self, line: Line, entry: Entry, arguments: &[Vec<u8>]) -> VmResult<Vec<u8>> {
        let backend = Backend {
            api: MockApi::default().with_prefix(PREFIX),
            storage: Remote { line: line.clone(), ranges: BTreeMap::new() },
            querier: line,
        };
        let store = Store::new(self.engine.clone());
        let instance = &mut instance_from_module(store, &self.module, backend, GAS, None)?;
        match (entry, arguments) {
            (Entry::Instantiate, [env, info, msg]) => call_instantiate_raw(instance, env, info, msg),
            (Entry::Execute, [env, info, msg]) => call_execute_raw(instance, env, info, msg),
            (Entry::Query, [env, msg]) => call_query_raw(instance, env, msg),
            (Entry::Reply, [env, msg]) => call_reply_raw(instance, env, msg),
            (Entry::Migrate, [env, msg, info]) => call_migrate_with_info_raw(instance, env, msg, info),
            _ => panic!("{entry:?} with {} arguments", arguments.len()),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Instantiate,
    Execute,
    Query,
    Reply,
    Migrate,
}

impl cw_multi_test::Contract<Empty> for Code {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> AnyResult<Response> {
        let arguments = [to_json_vec(&env)?, to_json_vec(&info)?, msg];
        self.call(Lent::Write(deps.storage), deps.querier, Entry::Instantiate, &arguments)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> AnyResult<Response> {
        let arguments = [to_json_vec(&env)?, to_json_vec(&info)?, msg];
        self.call(Lent::Write(deps.storage), deps.querier, Entry::Execute, &arguments)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> AnyResult<Binary> {
        self.call(Lent::Read(deps.storage), deps.querier, Entry::Query, &[to_json_vec(&env)?, msg])
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> AnyResult<Response> {
        let arguments = [to_json_vec(&env)?, to_json_vec(&msg)?];
        self.call(Lent::Write(deps.storage), deps.querier, Entry::Reply, &arguments)
    }

    fn sudo(&self, _: DepsMut, _: Env, _: Vec<u8>) -> AnyResult<Response> {
        bail!("no contract has sudo")
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>, info: MigrateInfo) -> AnyResult<Response> {
        let arguments = [to_json_vec(&env)?, msg, to_json_vec(&info)?];
        self.call(Lent::Write(deps.storage), deps.querier, Entry::Migrate, &arguments)
    }
}

/// The chain's storage, for one call.
enum Lent<'a> {
    Read(&'a dyn Storage),
    Write(&'a mut dyn Storage),
}

impl Lent<'_> {
    fn read(&self) -> &dyn Storage {
        match self {
            Lent::Read(storage) => *storage,
            Lent::Write(storage) => *storage,
        }
    }

    fn write(&mut self) -> &mut dyn Storage {
        match self {
            Lent::Read(_) => panic!("a query wrote: the VM should not have let it"),
            Lent::Write(storage) => *storage,
        }
    }
}

/// What the code asks of the chain, with where the answer goes.
enum Ask {
    Get(Vec<u8>, Sender<Option<Vec<u8>>>),
    First(Range, Sender<Option<Record>>),
    Set(Vec<u8>, Vec<u8>, Sender<()>),
    Remove(Vec<u8>, Sender<()>),
    /// The answer is JSON, for the VM has another generation of its type.
    Query(Vec<u8>, Sender<Vec<u8>>),
}

/// What of a range has not been given yet.
#[derive(Clone)]
struct Range {
    start: Option<Vec<u8>>,
    end: Option<Vec<u8>>,
    order: Order,
}

impl Ask {
    /// Whoever asked waits for the answer, or has been stopped and wants none.
    fn answer(self, storage: &mut Lent<'_>, querier: QuerierWrapper<'_>) {
        match self {
            Ask::Get(key, reply) => drop(reply.send(storage.read().get(&key))),
            Ask::First(Range { start, end, order }, reply) => {
                let first = storage.read().range(start.as_deref(), end.as_deref(), order).next();
                drop(reply.send(first));
            }
            Ask::Set(key, value, reply) => {
                storage.write().set(&key, &value);
                let _ = reply.send(());
            }
            Ask::Remove(key, reply) => {
                storage.write().remove(&key);
                let _ = reply.send(());
            }
            Ask::Query(request, reply) => {
                let answer = to_json_vec(&querier.raw_query(&request)).expect("an answer");
                drop(reply.send(answer));
            }
        }
    }
}

/// To the thread that has the chain's storage and querier.
#[derive(Clone)]
struct Line(Sender<Ask>);

impl Line {
    fn ask<T>(&self, ask: impl FnOnce(Sender<T>) -> Ask) -> BackendResult<T> {
        let (reply, answer): (_, Receiver<T>) = channel();
        let gone = || BackendError::unknown("the chain has gone");
        let answer =
            self.0.send(ask(reply)).map_err(|_| gone()).and_then(|()| answer.recv().map_err(|_| gone()));
        (answer, GasInfo::free())
    }
}

impl cosmwasm_vm::Querier for Line {
    fn query_raw(
        &self,
        request: &[u8],
        _: u64,
    ) -> BackendResult<vm_std::SystemResult<vm_std::ContractResult<vm_std::Binary>>> {
        let (answer, gas) = self.ask(|reply| Ask::Query(request.to_vec(), reply));
        let read = |json| vm_std::from_json(json).map_err(|error| BackendError::unknown(error.to_string()));
        (answer.and_then(read), gas)
    }
}

struct Remote {
    line: Line,
    ranges: BTreeMap<u32, Range>,
}

impl cosmwasm_vm::Storage for Remote {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        self.line.ask(|reply| Ask::Get(key.to_vec(), reply))
    }

    fn scan(&mut self, start: Option<&[u8]>, end: Option<&[u8]>, order: vm_std::Order) -> BackendResult<u32> {
        let order = match order {
            vm_std::Order::Ascending => Order::Ascending,
            vm_std::Order::Descending => Order::Descending,
        };
        let id = self.ranges.last_key_value().map_or(0, |(last, _)| last + 1);
        let [start, end] = [start, end].map(|bound| bound.map(<[u8]>::to_vec));
        self.ranges.insert(id, Range { start, end, order });
        (Ok(id), GasInfo::free())
    }

    fn next(&mut self, id: u32) -> BackendResult<Option<vm_std::Record>> {
        let Some(range) = self.ranges.get_mut(&id) else {
            return (Err(BackendError::iterator_does_not_exist(id)), GasInfo::free());
        };
        let (first, gas) = self.line.ask(|reply| Ask::First(range.clone(), reply));
        if let Ok(Some((key, _))) = &first {
            match range.order {
                Order::Ascending => range.start = Some([key.as_slice(), &[0]].concat()),
                Order::Descending => range.end = Some(key.clone()),
            }
        }
        (first, gas)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        self.line.ask(|reply| Ask::Set(key.to_vec(), value.to_vec(), reply))
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        self.line.ask(|reply| Ask::Remove(key.to_vec(), reply))
    }
}
