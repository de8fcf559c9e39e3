//! What pages of HTML share which show storyboards: their look, and the functions that set a
//! [`Chart`](crate::svg::Chart) beside its sentences.
//!
//! It is for the pages of this workspace, which put it before their own: what is in it may change
//! with any release.

/// The style: colours for light and dark, controls, rows of lanes, JSON. That of the signs and
/// lines is [`page_style`](crate::svg::page_style).
///
/// ```
/// assert!(message_storyboard::page::STYLE.contains("color-scheme: light dark"));
/// ```
pub const STYLE: &str = include_str!("../page/look.css");

/// The script, which expects a button whose id is `theme`.
///
/// ```
/// assert!(message_storyboard::page::SCRIPT.starts_with("'use strict';"));
/// ```
pub const SCRIPT: &str = include_str!("../page/look.js");
