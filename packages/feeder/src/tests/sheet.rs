use super::fake::*;
use crate::row::Fault;
use crate::source::connect;
use crate::Mapping;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use timebank_api::oracle::{Change, MemberFact};
use zip::write::SimpleFileOptions;
use zip::ZipWriter;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook with these cells, each row from its first column on: style 1 is a date, style 2 a date with a time.
fn workbook(path: &Path, rows: &[String]) {
    let rows: String = (1..)
        .zip(rows)
        .map(|(row, cells)| format!("<row r=\"{row}\">{}</row>", cells.replace("@", &row.to_string())))
        .collect();
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"a\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"a\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{DOCUMENT}\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"),
        ),
        (
            "xl/styles.xml",
            format!("<styleSheet xmlns=\"{NAMESPACE}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{NAMESPACE}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn words(column: char, text: &str) -> String {
    format!("<c r=\"{column}@\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn value(column: char, style: u8, value: &str) -> String {
    format!("<c r=\"{column}@\" s=\"{style}\"><v>{value}</v></c>")
}

/// The columns of the mapping and one that is nobody's business.
fn header() -> String {
    let names = ["note", "id_no", "seq", "at", "fit", "until", "born"];
    ('A'..).zip(names).map(|(column, name)| words(column, name)).collect()
}

/// Recorded on 2026-11-30 at 8 in China: day 46356 of Excel.
fn row(version: u64, number: &str, fit: &str) -> String {
    words('B', number)
        + &value('C', 0, &version.to_string())
        + &value('D', 2, "46356.3333333333")
        + fit
        + &value('F', 1, "46568")
}

fn mapping(folder: &Path) -> Mapping {
    fs::create_dir_all(folder.join("drop")).unwrap();
    Mapping::parse(MAPPING, folder).unwrap()
}

#[tokio::test]
async fn a_workbook_is_read_as_its_first_sheet_says_and_what_it_does_not_say_exactly_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    let mut source = connect(&mapping(folder.path())).unwrap();
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    links.link(&number(2), 12);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let yes = words('E', "合格");
    workbook(
        &drop.join("a.xlsx"),
        &[
            header(),
            row(1, &number(1), &yes),
            value('B', 0, "990101195001010011") + &row(2, "", &yes).replacen(&words('B', ""), "", 1),
            value('A', 0, "7"),
            row(5, &number(2), &yes) + &value('G', 1, "18264"),
            row(6, &number(2), "<c r=\"E@\" t=\"e\"><v>#N/A</v></c>"),
        ],
    );
    fs::write(drop.join("~$a.xlsx"), "open").unwrap();
    let bad = feeder.all(source.as_mut(), NOW).await.unwrap();
    let faults: Vec<(&str, &Fault)> = bad.iter().map(|bad| (bad.place.as_str(), &bad.fault)).collect();
    let fault = |column: &str| Fault::Value(column.into());
    assert_eq!(faults, [("a.xlsx line 3", &fault("id_no")), ("a.xlsx line 6", &fault("fit"))]);
    let told = fs::read_to_string(drop.join("refused/a.xlsx.txt")).unwrap();
    assert_eq!(told, "a.xlsx line 3: row.value: id_no\na.xlsx line 6: row.value: fit\n");
    let agreed = chain.agreed();
    let said: Vec<_> = agreed.iter().map(|said| (said.sequence, said.member, said.observed)).collect();
    assert_eq!(said, [(16, 11, 1_795_996_800), (80, 12, 1_795_996_800), (81, 12, 1_795_996_800)]);
    let Change::Member { fact: MemberFact::Credential { valid_until, .. } } = &agreed[0].change else {
        panic!()
    };
    assert_eq!(*valid_until, 1_814_371_200, "the end of 2027-06-30 in China");
    assert!(drop.join("done/a.xlsx").exists() && drop.join("~$a.xlsx").exists());
}

#[tokio::test]
async fn a_long_workbook_is_read_on_from_where_a_killed_process_stood() {
    let folder = tempfile::tempdir().unwrap();
    let mapping = mapping(folder.path());
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let rows = (1..=1_100)
        .map(|version| row(version, &number(if version == 1_050 { 1 } else { 2 }), &words('E', "yes")));
    workbook(&folder.path().join("drop/a.xlsx"), &[vec![header()], rows.collect()].concat());
    let mut source = connect(&mapping).unwrap();
    for _ in 0..2 {
        let step = feeder.feed.read(source.as_mut(), NOW).await.unwrap();
        assert_eq!((step.rows, step.more), (500, true));
    }
    let feeder = feeder.again().await;
    let mut source = connect(&mapping).unwrap();
    let step = feeder.feed.read(source.as_mut(), NOW).await.unwrap();
    assert_eq!((step.rows, step.attested), (100, 1));
    feeder.all(source.as_mut(), NOW).await.unwrap();
    assert_eq!(chain.agreed().len(), 1);
    assert!(folder.path().join("drop/done/a.xlsx").exists());
}

#[tokio::test]
async fn what_is_no_workbook_or_lacks_a_column_or_unpacks_to_too_much_is_put_away() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    let mut source = connect(&mapping(folder.path())).unwrap();
    let feeder = Feeder::new(&FakeChain::new(1), &Arc::new(FakeLinks::default()), "one").await;
    fs::write(drop.join("a.xlsx"), "id_no,seq\n").unwrap();
    workbook(&drop.join("b.xlsx"), &[header().replace("until", "ends"), row(1, &number(1), "")]);
    let mut zip = ZipWriter::new(File::create(drop.join("c.xlsx")).unwrap());
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..257 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    zip.finish().unwrap();
    let bad = feeder.all(source.as_mut(), NOW).await.unwrap();
    let faults: Vec<(&str, &Fault)> = bad.iter().map(|bad| (bad.place.as_str(), &bad.fault)).collect();
    assert_eq!(
        faults,
        [
            ("a.xlsx line 1", &Fault::File),
            ("b.xlsx line 1", &Fault::Columns),
            ("c.xlsx line 1", &Fault::File)
        ]
    );
    assert!(["a", "b", "c"].iter().all(|name| drop.join(format!("done/{name}.xlsx")).exists()));
}
