//! Reading messages with one reader. serde's derive makes a reader for every variant of an enum, some 2 kB of a contract each;
//! a contract with many messages cannot afford that.

/// Declares how an enum of the form `{"name":{fields}}` is read: first every field that any variant has, with one type each, then
/// each variant with its fields, each `need`ed, `opt`ional or by `default`; `fit` and `opt_fit` are needed and optional fields of a
/// narrower type than the common one. After a semicolon a variant of another form can follow, with a function that makes the
/// message of its fields. A field that the variant does not have is refused, as `deny_unknown_fields` does it.
macro_rules! reading {
    (
        $msg:ident { $($field:ident: $type:ty,)+ }
        $($variant:ident $name:literal { $($part:ident $how:ident),* })+
        $(; $other:literal { $($other_part:ident),+ } $make:path)?
    ) => {
        impl<'de> serde::Deserialize<'de> for $msg {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;

                #[derive(serde::Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Fields { $($field: Option<$type>,)+ }

                struct Reader;

                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $msg;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("one message")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$msg, A::Error> {
                        let name: String = map.next_key()?.ok_or_else(|| A::Error::custom("no message"))?;
                        let mut fields: Fields = map.next_value()?;
                        let msg = match name.as_str() {
                            $($name => $msg::$variant {
                                $($part: $crate::reading::reading!(@$how fields.$part, stringify!($part)),)*
                            },)+
                            $($other => $make($(fields.$other_part.take()),+)
                                .ok_or_else(|| A::Error::custom("invalid message"))?,)?
                            _ => return Err(A::Error::custom("unknown message")),
                        };
                        if $(fields.$field.is_some())||+ || map.next_key::<String>()?.is_some() {
                            return Err(A::Error::custom("unknown field"));
                        }
                        Ok(msg)
                    }
                }

                deserializer.deserialize_map(Reader)
            }
        }
    };
    (@need $field:expr, $name:expr) => {
        $field.take().ok_or_else(|| A::Error::missing_field($name))?
    };
    (@opt $field:expr, $name:expr) => { $field.take() };
    (@fit $field:expr, $name:expr) => {
        $field.take().and_then(|value| value.try_into().ok()).ok_or_else(|| A::Error::custom($name))?
    };
    (@opt_fit $field:expr, $name:expr) => {
        match $field.take() {
            Some(value) => Some(value.try_into().map_err(|_| A::Error::custom($name))?),
            None => None,
        }
    };
    (@default $field:expr, $name:expr) => { $field.take().unwrap_or_default() };
}
pub(crate) use reading;
