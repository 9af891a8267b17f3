//! Takes walks on every core, and finds out what little of one that went wrong is enough for it to go wrong.

use crate::step::{steps, Step};
use crate::world::{Walk, PACKS};
use std::cell::RefCell;
use std::fmt::Write;
use std::panic::{catch_unwind, set_hook, take_hook, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;

pub const STEPS: usize = 160;

thread_local! {
    /// Where and why the walk of this thread went wrong; nothing outside of a walk.
    static WRONG: RefCell<Option<Option<Wrong>>> = const { RefCell::new(None) };
}

#[derive(Debug, Clone)]
struct Wrong {
    place: String,
    why: String,
}

/// Under which packs a walk goes. Walks that follow each other go through every pair.
fn packs(walk: usize) -> (usize, usize) {
    (walk % PACKS, walk / PACKS % PACKS)
}

/// Takes these walks and gives what `end` makes of each that went well, in no order.
///
/// # Panics
/// With the shortest scenario found, if one went wrong.
pub fn walk_all<T: Send>(walks: Vec<usize>, end: impl Fn(&Walk) -> T + Sync) -> Vec<T> {
    let before = take_hook();
    set_hook(Box::new(move |info| {
        let quiet = WRONG.with_borrow_mut(|wrong| {
            let Some(wrong) = wrong else { return false };
            let payload = info.payload();
            let why = payload.downcast_ref::<String>().cloned();
            let why = why.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
            *wrong = Some(Wrong { place: place.unwrap_or_default(), why: why.unwrap_or_default() });
            true
        });
        if !quiet {
            before(info);
        }
    }));
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (results, wrong) = (Mutex::new(vec![]), Mutex::new(vec![]));
    let work = || {
        while let Some(number) = walks.get(next.fetch_add(1, Ordering::Relaxed)) {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let (packs, steps) = (packs(*number), steps(*number, STEPS));
            match take(packs, &steps, false, &end).1 {
                Ok(result) => results.lock().unwrap().push(result),
                Err(why) => {
                    stop.store(true, Ordering::Relaxed);
                    wrong.lock().unwrap().push((*number, why));
                }
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    if let Some((number, why)) = wrong.into_inner().unwrap().into_iter().min_by_key(|(number, _)| *number) {
        let scenario = shrunk(number, why);
        let _ = take_hook();
        panic!("{scenario}");
    }
    let _ = take_hook();
    results.into_inner().unwrap()
}

/// Takes one walk, after every step of which the invariants are checked. Gives the story if it is to be told.
fn take<T>(
    packs: (usize, usize),
    steps: &[Step],
    told: bool,
    end: impl Fn(&Walk) -> T,
) -> (Vec<String>, Result<T, Wrong>) {
    let story = RefCell::new(vec![]);
    WRONG.set(Some(None));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut walk = Walk::new(packs);
        walk.suite.check();
        for step in steps {
            let said = catch_unwind(AssertUnwindSafe(|| {
                walk.take(step);
                walk.suite.check();
            }));
            if told {
                story.borrow_mut().push(walk.tell(step));
            }
            if said.is_err() {
                return None;
            }
        }
        walk.suite.check_all();
        Some(end(&walk))
    }));
    let wrong = WRONG.take().flatten();
    let result = outcome.ok().flatten().ok_or_else(|| wrong.expect("a walk that went wrong"));
    (story.into_inner(), result)
}

/// The fewest steps found after which it goes wrong at the same place, in words.
fn shrunk(walk: usize, why: Wrong) -> String {
    let goes_wrong = |packs: (usize, usize), steps: &[Step]| {
        take(packs, steps, false, |_| ()).1.is_err_and(|wrong| wrong.place == why.place)
    };
    let (mut pair, mut left) = (packs(walk), steps(walk, STEPS));
    // Whole stretches first, then one step after the other, until none can be left out.
    let mut length = left.len();
    while length > 0 {
        let (mut at, before) = (0, left.len());
        while at < left.len() {
            let mut fewer = left.clone();
            fewer.drain(at..(at + length).min(left.len()));
            if goes_wrong(pair, &fewer) {
                left = fewer;
            } else {
                at += length;
            }
        }
        if length > 1 || left.len() == before {
            length /= 2;
        }
    }
    if goes_wrong((0, 0), &left) {
        pair = (0, 0);
    }
    let (story, result) = take(pair, &left, true, |_| ());
    let Wrong { place, why } = result.err().unwrap_or(why);
    let mut text = format!("walk {walk} goes wrong, and so do these {} of its steps", left.len());
    let _ = writeln!(text, " under the packs {pair:?}; TIMEBANK_WALK={walk} repeats it.\n");
    for (number, line) in story.iter().enumerate() {
        let _ = writeln!(text, "{:>3}. {line}", number + 1);
    }
    let _ = write!(text, "\nThen, at {place}: {why}");
    text
}
