//! The partner kit (`docs/partner-kit`): its examples, with the mapping of the sample hospital.

use super::fake::*;
use crate::run::now;
use crate::source::connect;
use crate::Mapping;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use timebank_api::oracle::{Attestation, Change, MemberFact};
use timebank_localnet::cache::Cache;
use timebank_localnet::mariadb::MariaDb;
use timebank_localnet::partners::people::Citizen;
use timebank_localnet::partners::Institution;
use timebank_localnet::postgres::Postgres;

fn kit(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/partner-kit").join(file)
}

/// The hospital's mapping, its source reached in another way.
fn mapping(from: &str) -> String {
    let (head, rest) = Institution::Hospital.mapping().split_once("[from.postgres]").unwrap();
    let (_, columns) = rest.split_once("[columns]").unwrap();
    format!("{}{from}\n[columns]{columns}", head.replace("hospital.key", "source.key"))
}

async fn hospital(from: &str, folder: &Path) -> (Arc<FakeChain>, Feeder, Mapping) {
    key(&folder.join("source.key"));
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let text = mapping(from);
    let feeder = Feeder::with(&chain, &links, "one", &text, false).await;
    (chain, feeder, Mapping::parse(&text, folder).unwrap())
}

/// The first version, of the member, as the mapping has it.
fn assert_is_the_sample(said: &[Attestation]) {
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].sequence, said[0].member), (16, 11));
    let Change::Member { fact: MemberFact::Credential { valid_until, .. } } = said[0].change else {
        panic!("{:?}", said[0].change)
    };
    // The end of the last day, where the partner is.
    assert_eq!(valid_until, 1_814_371_200);
}

#[tokio::test]
async fn the_csv_template_is_read_by_the_hospitals_mapping() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    std::fs::create_dir(&drop).unwrap();
    std::fs::copy(kit("facts.csv"), drop.join("facts.csv")).unwrap();
    let (chain, feeder, mapping) = hospital("[from.csv]\nfolder = \"drop\"", folder.path()).await;
    let mut source = connect(&mapping).unwrap();
    assert_eq!(feeder.all(source.as_mut(), NOW).await.unwrap(), []);
    assert_is_the_sample(&chain.agreed());
}

/// Reads a sample institution's database from its beginning, as the user of the template; gives what the columns of the mapping say.
async fn everybody(
    institution: Institution,
    url: &str,
) -> (Box<dyn crate::Source>, Vec<Vec<Option<String>>>) {
    let folder = tempfile::tempdir().unwrap();
    let name = institution.name();
    let (_, server) = url.split_once('@').unwrap();
    let (scheme, _) = url.split_once("://").unwrap();
    for (kind, text) in
        [("key", "42".repeat(32)), ("url", format!("{scheme}://timebank_reader:secret-1@{server}"))]
    {
        let path = folder.path().join(format!("{name}.{kind}"));
        key(&path);
        std::fs::write(&path, text).unwrap();
    }
    let mut source = connect(&Mapping::parse(institution.mapping(), folder.path()).unwrap()).unwrap();
    let (mut rows, mut position) = (Vec::new(), None);
    loop {
        let page = source.page(position.as_deref()).await.unwrap();
        assert_eq!(page.bad, []);
        rows.extend(page.rows.into_iter().map(|row| row.values.clone()));
        position = page.position;
        if !page.more {
            return (source, rows);
        }
    }
}

/// The rows after the first ten thousand.
async fn changed(source: &mut dyn crate::Source) -> Vec<String> {
    let page = source.page(Some("10000+")).await.unwrap();
    page.rows
        .into_iter()
        .map(|row| row.values.iter().flatten().cloned().collect::<Vec<_>>().join(" "))
        .collect()
}

#[tokio::test]
async fn the_postgresql_template_numbers_every_change_of_what_is_read_and_shows_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = Postgres::start(&Cache::at(folder.path().to_owned()).unwrap(), false).unwrap();
    let url = server.database("hospital").unwrap();
    server.execute("hospital", &Institution::Hospital.schema("secret-1")).unwrap();
    let (mut source, rows) = everybody(Institution::Hospital, &url).await;
    let expected: Vec<_> = Citizen::all().map(|one| (one.id_number, one.fit.to_string())).collect();
    let read = rows.iter().map(|row| (row[0].clone().unwrap(), row[3].clone().unwrap()));
    assert_eq!(read.collect::<Vec<_>>(), expected);
    assert!(rows.iter().zip(1..).all(|(row, version)| row[1] == Some(version.to_string())));
    let somebody = Citizen::number(7).id_number;
    server
        .execute("hospital", &format!("UPDATE patients SET name = 'X' WHERE id_no = '{somebody}'"))
        .unwrap();
    assert_eq!(changed(source.as_mut()).await, Vec::<String>::new());
    server
        .execute("hospital", &format!("UPDATE patients SET fit = true WHERE id_no = '{somebody}'"))
        .unwrap();
    let row = changed(source.as_mut()).await;
    assert!(row.len() == 1 && row[0].starts_with(&format!("{somebody} 10001 ")), "{row:?}");
    let reader = server.url_of("hospital").replace("timebank@", "timebank_reader@");
    let reader = sqlx::PgPool::connect(&reader).await.unwrap();
    let refused = sqlx::query("SELECT name FROM patients").execute(&reader).await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
}

#[tokio::test]
async fn the_mysql_template_numbers_every_change_of_what_is_read_and_shows_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = MariaDb::start(&Cache::at(folder.path().to_owned()).unwrap(), false, &[]).unwrap();
    let url = server.database("civil").unwrap();
    server.execute("civil", &Institution::CivilAffairs.schema("secret-1")).unwrap();
    let (mut source, rows) = everybody(Institution::CivilAffairs, &url).await;
    let known = |one: Citizen| (one.id_number, one.born, if one.deceased { "1" } else { "0" }.to_owned());
    let value = |row: &[Option<String>], at: usize| row[at].clone().unwrap();
    // The first numbers are given in the order of the table's key.
    let mut all: Vec<_> = Citizen::all().map(known).collect();
    all.sort();
    let read = rows.iter().map(|row| (value(row, 0), value(row, 3), value(row, 4)));
    assert_eq!(read.collect::<Vec<_>>(), all);
    assert!(rows.iter().zip(1..).all(|(row, version)| row[1] == Some(version.to_string())));
    let somebody = Citizen::number(7).id_number;
    server.execute("civil", &format!("UPDATE residents SET name = 'X' WHERE id_no = '{somebody}'")).unwrap();
    assert_eq!(changed(source.as_mut()).await, Vec::<String>::new());
    server
        .execute("civil", &format!("UPDATE residents SET deceased = NULL WHERE id_no = '{somebody}'"))
        .unwrap();
    let row = changed(source.as_mut()).await;
    assert!(row.len() == 1 && row[0].starts_with(&format!("{somebody} 10001 ")), "{row:?}");
    let reader = sqlx::MySqlPool::connect(&url.replace("root@", "timebank_reader:secret-1@")).await.unwrap();
    let refused = sqlx::query("SELECT name FROM residents").execute(&reader).await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("42000"));
}

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("openssl").args(arguments).output().expect("openssl is needed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Two keys with what the feeder's configuration says of the first.
fn keys(folder: &Path, ed25519: bool) -> (String, [PathBuf; 2]) {
    let names = ["first", "second"].map(|name| folder.join(name));
    for (digits, path) in ["42", "43"].iter().zip(&names) {
        match ed25519 {
            true => drop(openssl(&["genpkey", "-algorithm", "ed25519", "-out", path.to_str().unwrap()])),
            false => {
                key(path);
                std::fs::write(path, digits.repeat(32)).unwrap();
            }
        }
    }
    let said = match ed25519 {
        true => {
            let public = openssl(&["pkey", "-in", names[0].to_str().unwrap(), "-pubout", "-outform", "DER"]);
            format!("ed25519_key = \"{}\"", hex::encode(&public[public.len() - 32..]))
        }
        false => "hmac_key_file = \"first\"".to_owned(),
    };
    (said, names)
}

/// Posts the kit's rows while the feeder reads, as a partner would.
async fn post(
    feeder: &Feeder,
    source: &mut dyn crate::Source,
    command: [&str; 2],
    url: &str,
    key: &Path,
) -> Output {
    let [program, script] = command;
    let mut command = Command::new(program);
    command.arg(kit(script)).arg(url).arg(key).arg(kit("rows.json"));
    let posted = tokio::task::spawn_blocking(move || command.output().unwrap());
    while !posted.is_finished() {
        feeder.feed.read(source, NOW).await.unwrap();
    }
    posted.await.unwrap()
}

#[tokio::test]
async fn the_kits_programs_push_with_either_kind_of_key_and_tell_a_refusal() {
    for command in [["bash", "push.sh"], ["python3", "push.py"]] {
        for ed25519 in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let (said, [right, wrong]) = keys(folder.path(), ed25519);
            let from = format!("[from.push]\nlisten = \"{address}\"\n{said}");
            let (chain, feeder, mapping) = hospital(&from, folder.path()).await;
            let mut source = connect(&mapping).unwrap();
            feeder.feed.read(source.as_mut(), now()).await.unwrap();
            let url = format!("http://{address}");
            let refused = post(&feeder, source.as_mut(), command, &url, &wrong).await;
            let told = [refused.stdout, refused.stderr].concat();
            assert!(!refused.status.success(), "{command:?}");
            assert!(String::from_utf8_lossy(&told).contains("push.signature"), "{command:?}");
            let taken = post(&feeder, source.as_mut(), command, &url, &right).await;
            assert!(taken.status.success(), "{command:?}: {}", String::from_utf8_lossy(&taken.stderr));
            while feeder.feed.say(NOW).await.unwrap() > 0 {}
            assert_is_the_sample(&chain.agreed());
        }
    }
}
