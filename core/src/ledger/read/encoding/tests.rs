use super::*;

fn fault(bytes: &[u8]) -> Fault {
    decode("u.csv", bytes).unwrap_err().faults()[0].clone()
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let text = decode("", b"\xef\xbb\xbfid\n").unwrap();
    assert_eq!(text, "id\n");
}

#[test]
fn utf16_is_named_with_the_way_out() {
    let mut little = b"\xff\xfe".to_vec();
    little.extend("id,name".encode_utf16().flat_map(u16::to_le_bytes));
    let unmarked = &little[2..];
    for bytes in [little.as_slice(), unmarked, b"\xfe\xff\0i\0d"] {
        let fault = fault(bytes);
        assert_eq!((fault.code, fault.found.as_str()), (Code::BadEncoding, "UTF-16"));
        assert!(fault.expected.zh.contains("另存为“CSV UTF-8"));
    }
}

#[test]
fn a_spoilt_utf8_file_is_not_taken_for_gb18030() {
    // The last byte of 常 is lost on the third line; read as GB18030 the whole would be nonsense without a fault.
    let mut bytes = "id,name\n1,常德市武陵区\n2,常德市".as_bytes().to_vec();
    let at = "id,name\n1,常德市武陵区\n2,常".len();
    bytes.remove(at - 1);
    let fault = fault(&bytes);
    assert_eq!(fault.place.row, Some(3));
    assert_eq!(fault.found, "0xE5");
    assert!(
        fault
            .expected
            .en
            .ends_with(&format!("read as UTF-8 it breaks at byte {}", at - 2))
    );
}

#[cfg(feature = "gbk")]
mod gbk {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gb18030_is_read_where_the_bytes_are_not_utf8() {
        let text = "id,name\n1,常德市武陵区启明街道\n2,䶮㙍𠮷\n";
        let (bytes, _, lost) = encoding_rs::GB18030.encode(text);
        assert!(!lost);
        let read = decode("", &bytes).unwrap();
        assert_eq!(read, text);
    }

    #[test]
    fn a_spoilt_gb18030_file_names_its_line_and_byte() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("id,name\r\n1,常德市\r\n2,武陵区\r\n");
        let mut bytes = bytes.into_owned();
        let at = bytes.len() - 3;
        // The second byte of 区 is lost: a line end follows a first byte.
        bytes.remove(at);
        let fault = fault(&bytes);
        assert_eq!((fault.place.row, fault.found.as_str()), (Some(3), "0xC7"));
        assert!(
            fault
                .expected
                .en
                .contains(&format!("GB18030 it breaks at byte {at}"))
        );
    }

    proptest! {
        #[test]
        fn chinese_text_comes_back_from_gb18030(text in "([一-龥]{1,8},[一-龥a-z0-9]{1,8}\n){1,20}") {
            let (bytes, _, lost) = encoding_rs::GB18030.encode(&text);
            prop_assert!(!lost);
            if std::str::from_utf8(&bytes).is_err() && !is_damaged_utf8(&bytes) {
                let read = decode("", &bytes).unwrap();
                prop_assert_eq!(read.as_ref(), text.as_str());
            }
        }
    }

    #[test]
    fn no_text_of_common_characters_in_gb18030_looks_like_damaged_utf8() {
        // Every pair of neighbours among the 3755 characters of level 1 stands somewhere in files like these.
        let level_one: Vec<u8> = (0xb0u8..=0xd7)
            .flat_map(|lead| (0xa1u8..=0xfe).flat_map(move |trail| [lead, trail]))
            .collect();
        for step in 1..40 {
            let file: Vec<u8> = level_one.chunks(2).step_by(step).flatten().copied().collect();
            assert!(!is_damaged_utf8(&file), "{step}");
        }
    }
}

#[test]
fn json_lines_are_utf8_only() {
    assert_eq!(decode_utf8("f.jsonl", "\u{feff}{}".as_bytes()).unwrap(), "{}");
    let error = decode_utf8("f.jsonl", b"{}\n{\"\xb3\xa3\"}").unwrap_err();
    assert_eq!(error.code(), Code::BadEncoding);
    assert_eq!(error.faults()[0].place.row, Some(2));
}
