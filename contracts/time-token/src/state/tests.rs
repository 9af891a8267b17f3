use super::*;
use cosmwasm_std::testing::MockStorage;

#[test]
fn records_keep_their_bytes() {
    let dated = Buckets::from_bytes(b"\0\x05\0\0\0\x06").unwrap();
    for (source, golden) in [
        (
            Source::Account { payer: CanonicalAddr::from([7, 8]), branch: 9, dated, counted: true },
            b"\x05\0\0\x01\x02\0\0\0\x09\x01\0\x05\0\0\0\x06\x07\x08".as_slice(),
        ),
        (Source::Budget { branch: 3, epoch: 4 }, b"\x03\0\0\x01\x02\0\0\0\x03\0\0\0\x04"),
        (Source::Fund(3), b"\x04\0\0\x01\x02\0\0\0\x03"),
    ] {
        let hold = Hold { source, minutes: 258 };
        assert_eq!(hold.to_bytes(), golden);
        assert_eq!(Hold::from_bytes(golden), Some(hold));
    }
    for growth in [Growth::default(), Growth { limit: Some(0), epoch: 1, charged: 2 }] {
        assert_eq!(Growth::from_bytes(&growth.to_bytes()), Some(growth));
    }
}

#[test]
fn records_of_version_0_1_are_read() {
    let payer = CanonicalAddr::from([7, 8]);
    let payer = Source::Account { payer, branch: 0, dated: Buckets::default(), counted: false };
    assert_eq!(Hold::from_bytes(b"\0\0\0\x01\x02\x07\x08"), Some(Hold { source: payer, minutes: 258 }));
    let budget = Source::Budget { branch: 3, epoch: 0 };
    assert_eq!(Hold::from_bytes(b"\x01\0\0\0\x01\0\0\0\x03"), Some(Hold { source: budget, minutes: 1 }));
    let mut storage = MockStorage::new();
    storage.set(&granted_key(1, "x"), &[1]);
    assert_eq!((granted(&storage, 1, "x"), granted(&storage, 2, "x")), (Some(0), None));
}

#[test]
fn a_record_that_cannot_be_read_is_an_error_and_not_nothing() {
    let mut storage = MockStorage::new();
    for bytes in [b"".as_slice(), b"\0", b"\0\0\0\0\x01", b"\x09\0\0\0\x01\0\0\0\x03"] {
        assert_eq!(Hold::from_bytes(bytes), None);
        storage.set(&hold_key(1), if bytes.is_empty() { b"?" } else { bytes });
        assert_eq!(hold(&storage, 1).unwrap_err().code(), Code::StateInvalid);
    }
    storage.set(LEDGER_KEY, &[0; 23]);
    assert_eq!(ledger(&storage).unwrap_err().code(), Code::StateInvalid);
    storage.set(&branch_supply_key(1), &[0; 17]);
    assert_eq!(branch(&storage, 1).unwrap_err().code(), Code::StateInvalid);
}

#[test]
fn no_two_namespaces_meet() {
    let own: &[&[u8]] = &[
        LEDGER_KEY,
        GROWTH,
        POSITIONS,
        b"b/",
        b"h/",
        b"g/",
        b"o/",
        b"r/",
        b"i/",
        b"j/",
        b"f/",
        b"z/",
        b"gift_last",
        b"system",
        b"case/",
        b"case_last",
        // cw20-base's and cw2's items
        b"token_info",
        b"contract_info",
        b"logo",
        b"marketing_info",
        // cw-storage-plus' maps: "balance", "allowance", "allowance_spender", "wiring"
        b"\0",
    ];
    for (i, a) in own.iter().enumerate() {
        for (j, b) in own.iter().enumerate() {
            assert!(i == j || !a.starts_with(b), "{a:?} {b:?}");
        }
    }
}

#[test]
fn reversals_count_once() {
    let mut storage = MockStorage::new();
    assert!(reverse_once(&mut storage, 1, 2));
    assert!(!reverse_once(&mut storage, 1, 2));
    assert!(reverse_once(&mut storage, 2, 1));
}
