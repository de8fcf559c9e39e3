//! Addresses that a contact was made from and to.

use crate::wire::object::object;

object! {
    /// An address of a participant, in the several forms that the platform keeps.
    ///
    /// ```
    /// use message_model::{encode, Address};
    ///
    /// let mut address = Address::default();
    /// address.address_normalized = Some("+13175550142".to_owned());
    /// assert_eq!(encode(&address)?, r#"{"addressNormalized":"+13175550142"}"#);
    /// # Ok::<(), message_model::EncodeError>(())
    /// ```
    Address {
        /// The participant's name after look-up.
        "name" since "19.0.0" => name: String,
        /// The participant's name as received, before any look-up.
        "nameRaw" since "19.0.0" => name_raw: String,
        /// The address in the normalized form of its medium: E.164 for SMS (documented).
        "addressNormalized" since "19.0.0" => address_normalized: String,
        /// The address as received.
        "addressRaw" since "19.0.0" => address_raw: String,
        /// The address in the form shown to users.
        "addressDisplayable" since "19.0.0" => address_displayable: String,
    }
}
