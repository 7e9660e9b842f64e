//! What several rules ask of one document: found out once.
//!
//! In: values of the document, as rules come upon them. Out: names, numbers and titles in the form in which they are
//! compared, and the texts in which abbreviations are looked for. Made for one document and gone with it.

use std::cell::{OnceCell, RefCell};
use std::marker::PhantomData;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Run;
use super::archive::{Form, title_form};
use super::define::First;

/// What is known of one document.
#[derive(Default)]
pub(super) struct Memo<'m, 'a> {
    pub(super) names: Names<'m>,
    /// The texts that may hold abbreviations; nothing when there are no texts at all.
    pub(super) abbreviated: OnceCell<Option<Vec<First<'m, 'a>>>>,
}

/// Names by the texts they were made of, which stand where they are as long as the document does.
pub(super) struct Names<'m> {
    names: RefCell<FxHashMap<*const str, Name>>,
    titles: RefCell<FxHashMap<*const str, Title>>,
    of: PhantomData<&'m str>,
}

/// A name in the form in which it is compared.
struct Name {
    text: String,
    form: Form,
}

/// A number or a title of an SOP in the forms in which they are compared.
struct Title {
    /// Of the name without the kind of document in front.
    number: Form,
    /// The same without the year of an edition.
    title: Box<str>,
}

impl Name {
    fn of(run: &Run<'_>, written: &str) -> Self {
        let text = run.vocabulary.actors.names(written).name;
        Self { form: Form::of(&text), text }
    }
}

impl Default for Names<'_> {
    fn default() -> Self {
        // As many as an SOP of a page has.
        let names = FxHashMap::with_capacity_and_hasher(56, FxBuildHasher);
        Self { names: RefCell::new(names), titles: RefCell::default(), of: PhantomData }
    }
}

impl<'m> Names<'m> {
    /// The normal form of a name.
    pub(super) fn text(&self, run: &Run<'_>, written: &'m str) -> Box<str> {
        self.name(run, written, |name| name.text.as_str().into())
    }

    /// What stands for it when it is only compared.
    pub(super) fn form(&self, run: &Run<'_>, written: &'m str) -> Form {
        self.name(run, written, |name| name.form)
    }

    /// What stands for the number of an SOP when it is compared.
    pub(super) fn number(&self, run: &Run<'_>, written: &'m str) -> Form {
        self.titled(run, written, |title| title.number)
    }

    /// A title in the form in which it is compared ([`title_form`]).
    pub(super) fn title(&self, run: &Run<'_>, written: &'m str) -> Box<str> {
        self.titled(run, written, |title| title.title.clone())
    }

    fn name<T>(&self, run: &Run<'_>, written: &'m str, ask: impl FnOnce(&Name) -> T) -> T {
        ask(self.names.borrow_mut().entry(written).or_insert_with(|| Name::of(run, written)))
    }

    fn titled<T>(&self, run: &Run<'_>, written: &'m str, ask: impl FnOnce(&Title) -> T) -> T {
        let of = || {
            let name = run.vocabulary.sop_name_of(self.name(run, written, |name| name.text.clone()));
            Title { number: Form::of(&name), title: title_form(name).into() }
        };
        ask(self.titles.borrow_mut().entry(written).or_insert_with(of))
    }
}
