use std::slice::Iter;
use timebank_api::Code;
use timebank_std::Result;

/// A handful of records by key, in the order in which they were first asked for.
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<K: PartialEq + Clone, V> Few<K, V> {
    /// The record of a key, loaded when it is asked for the first time.
    pub fn get(&mut self, key: &K, load: impl FnOnce(&K) -> Result<V>) -> Result<&mut V> {
        let known = self.0.iter().position(|(other, _)| other == key);
        let at = match known {
            Some(at) => at,
            None => {
                let value = load(key)?;
                self.0.push((key.clone(), value));
                self.0.len().saturating_sub(1)
            }
        };
        self.0.get_mut(at).map(|(_, value)| value).ok_or_else(|| Code::Internal.into())
    }

    pub fn iter(&self) -> Iter<'_, (K, V)> {
        self.0.iter()
    }
}
