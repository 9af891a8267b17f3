//! Reading messages with one reader. serde's derive makes a reader for every variant of an enum, some 2 kB of a contract each;
//! a contract with many messages cannot afford that.

/// Declares how an enum of the form `{"name":{fields}}` is read, in one group or more of variants, if fields of one name have
/// different types: first every field that any variant of the group has, with one type each, then each variant with its fields,
/// each `need`ed, `opt`ional or by `default`; `need_as` and `opt_as` turn it into another type. A variant that shares its body with
/// others names the body's type. After a semicolon a variant of another form can follow, with a function that makes the message
/// of its fields. A field that the variant does not have is refused, as `deny_unknown_fields` does it. What is refused begins with
/// the code `request.message`.
macro_rules! reading {
    (
        $msg:ident $({ $($field:ident: $type:ty,)+ }
        $($variant:ident $(($body:ident))? $name:literal { $($part:ident $how:ident),* })+)+
        $(; $other:literal { $($other_part:ident: $other_type:ty),+ } $make:path)?
    ) => {
        impl<'de> serde::Deserialize<'de> for $msg {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;

                struct Reader;

                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $msg;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("one message")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$msg, A::Error> {
                        let name: String = map.next_key()?.ok_or_else(|| A::Error::custom("no message"))?;
                        $(if [$($name),+].contains(&name.as_str()) {
                            $crate::reading::reading!(@fields $($field: $type,)+);

                            let mut fields: Fields = map.next_value()?;
                            let msg = match name.as_str() {
                                $($name => $crate::reading::reading!(@variant $msg $variant $($body)? {
                                    $($part: $crate::reading::reading!(@$how fields.$part, stringify!($part)),)*
                                }),)+
                                _ => return Err(A::Error::custom("unknown message")),
                            };
                            if $(fields.$field.is_some())||+ || map.next_key::<String>()?.is_some() {
                                return Err(A::Error::custom("unknown field"));
                            }
                            return Ok(msg);
                        })+
                        $(if name == $other {
                            $crate::reading::reading!(@fields $($other_part: $other_type,)+);

                            let fields: Fields = map.next_value()?;
                            let msg = $make($(fields.$other_part),+);
                            if map.next_key::<String>()?.is_some() {
                                return Err(A::Error::custom("unknown field"));
                            }
                            return msg.ok_or_else(|| A::Error::custom("invalid message"));
                        })?
                        Err(A::Error::custom("unknown message"))
                    }
                }

                let refused = |error| D::Error::custom(format_args!("{}: {error}", $crate::Code::MessageInvalid));
                deserializer.deserialize_map(Reader).map_err(refused)
            }
        }
    };
    (@fields $($field:ident: $type:ty,)+) => {
        #[derive(Default)]
        struct Fields { $($field: Option<$type>,)+ }

        impl<'de> serde::Deserialize<'de> for Fields {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct FieldsReader;

                impl<'de> serde::de::Visitor<'de> for FieldsReader {
                    type Value = Fields;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("fields")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                        let mut fields = Fields::default();
                        while let Some(name) = map.next_key::<String>()? {
                            match name.as_str() {
                                $(stringify!($field) => $crate::reading::read(&mut map, &mut fields.$field)?,)+
                                _ => return Err(serde::de::Error::custom("unknown field")),
                            }
                        }
                        Ok(fields)
                    }
                }

                deserializer.deserialize_map(FieldsReader)
            }
        }
    };
    (@variant $msg:ident $variant:ident { $($parts:tt)* }) => { $msg::$variant { $($parts)* } };
    (@variant $msg:ident $variant:ident $body:ident { $($parts:tt)* }) => { $msg::$variant($body { $($parts)* }) };
    (@need $field:expr, $name:expr) => { $crate::reading::need::<_, A::Error>(&mut $field, $name)? };
    (@opt $field:expr, $name:expr) => { $field.take() };
    (@default $field:expr, $name:expr) => { $field.take().unwrap_or_default() };
    (@need_as $field:expr, $name:expr) => {
        $crate::reading::reading!(@need $field, $name).try_into().map_err(|_| A::Error::custom($name))?
    };
    (@opt_as $field:expr, $name:expr) => {
        $field.take().map(TryInto::try_into).transpose().map_err(|_| A::Error::custom($name))?
    };
}
pub(crate) use reading;

/// Reads a field that was not there yet.
#[inline(never)]
pub(crate) fn read<'de, A, T>(map: &mut A, field: &mut Option<T>) -> Result<(), A::Error>
where
    A: serde::de::MapAccess<'de>,
    T: serde::Deserialize<'de>,
{
    if field.is_some() {
        return Err(serde::de::Error::custom("a field twice"));
    }
    *field = map.next_value()?;
    Ok(())
}

/// Takes a field that must be there. Not in line, because a contract takes a hundred fields.
#[inline(never)]
pub(crate) fn need<T, E: serde::de::Error>(field: &mut Option<T>, name: &'static str) -> Result<T, E> {
    field.take().ok_or_else(|| E::missing_field(name))
}
