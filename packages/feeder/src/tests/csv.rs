use super::fake::*;
use crate::row::Fault;
use crate::source::connect;
use crate::Mapping;
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn mapping(folder: &Path, more: &str) -> Mapping {
    let text = MAPPING.replace("folder = \"drop\"", &format!("folder = {:?}\n{more}", folder.join("drop")));
    Mapping::parse(&text, folder).unwrap()
}

fn line(version: u64, person: u64, fit: &str) -> String {
    format!("{},{version},{NOW},{fit},2027-06-30,\n", number(person))
}

const HEADER: &str = "id_no,seq,at,fit,until,born\n";

#[tokio::test]
async fn files_are_claimed_read_and_put_away_and_bad_lines_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    fs::create_dir(&drop).unwrap();
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    links.link(&number(2), 12);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut source = connect(&mapping(folder.path(), "")).unwrap();
    assert_eq!(feeder.all(source.as_mut(), NOW).await.unwrap(), []);
    let mut text =
        HEADER.to_owned() + &line(1, 1, "yes") + "too,few\n" + &line(2, 2, "yes") + "\"a,b\",x,y,z,,\n";
    text += &line(3, 3, "yes");
    let mut bytes = text.into_bytes();
    bytes.extend(b"990101195001010011,4,1796000000,\xff\xfe,,\n");
    fs::write(drop.join("b.csv"), bytes).unwrap();
    fs::write(drop.join("b.tmp"), "half").unwrap();
    let bad = feeder.all(source.as_mut(), NOW).await.unwrap();
    let faults: Vec<(&str, &Fault)> = bad.iter().map(|bad| (bad.place.as_str(), &bad.fault)).collect();
    assert_eq!(
        faults,
        [
            ("b.csv line 3", &Fault::Columns),
            ("b.csv line 7", &Fault::Encoding),
            ("b.csv line 5", &Fault::IdNumber),
        ]
    );
    assert_eq!(chain.agreed().iter().map(|said| said.member).collect::<Vec<_>>(), [11, 12]);
    let told = fs::read_to_string(drop.join("refused/b.csv.txt")).unwrap();
    assert_eq!(told, "b.csv line 3: row.columns\nb.csv line 7: row.encoding\nb.csv line 5: row.id_number\n");
    assert!(drop.join("done/b.csv").exists() && drop.join("b.tmp").exists() && !drop.join("b.csv").exists());

    // The same name again is another file; one whose header lacks a column is put away as a whole.
    fs::write(drop.join("b.csv"), HEADER.to_owned() + &line(9, 1, "no")).unwrap();
    fs::write(drop.join("a.csv"), "id_no,seq\n1,2\n").unwrap();
    let bad = feeder.all(source.as_mut(), NOW).await.unwrap();
    assert_eq!((bad.len(), bad[0].place.as_str(), &bad[0].fault), (1, "a.csv line 1", &Fault::Columns));
    assert_eq!(chain.agreed().len(), 3);
    assert!(drop.join("done/1-b.csv").exists() && drop.join("done/a.csv").exists());
}

#[tokio::test]
async fn text_in_gbk_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("drop")).unwrap();
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut source = connect(&mapping(folder.path(), "encoding = \"gbk\"\nseparator = \";\"")).unwrap();
    let text = (HEADER.to_owned() + &line(1, 1, "合格") + &line(2, 1, "合格")).replace(',', ";");
    let mut bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
    let at = bytes.len() - 1;
    bytes.splice(at..at, [0x81]);
    fs::write(folder.path().join("drop/a.csv"), bytes).unwrap();
    let bad = feeder.all(source.as_mut(), NOW).await.unwrap();
    assert_eq!((bad.len(), &bad[0].fault), (1, &Fault::Encoding));
    assert_eq!(chain.agreed().len(), 1);
}

#[tokio::test]
async fn a_long_file_is_read_page_by_page_and_on_from_where_a_killed_process_stood() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    fs::create_dir(&drop).unwrap();
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut text = HEADER.to_owned();
    for version in 1..=1_200 {
        text += &line(version, if version == 1_150 { 1 } else { 2 }, "yes");
    }
    fs::write(drop.join("a.csv"), text).unwrap();
    let mapping = mapping(folder.path(), "");
    let step = feeder.feed.read(connect(&mapping).unwrap().as_mut(), NOW).await.unwrap();
    assert_eq!((step.rows, step.more), (500, true));
    let feeder = feeder.again().await;
    let mut source = connect(&mapping).unwrap();
    let step = feeder.feed.read(source.as_mut(), NOW).await.unwrap();
    assert_eq!((step.rows, step.more), (500, true));
    feeder.all(source.as_mut(), NOW).await.unwrap();
    assert_eq!(chain.agreed().len(), 1);
    assert!(drop.join("done/a.csv").exists());
}
