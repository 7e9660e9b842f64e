//! The document model, version 1: the one shape into which every SOP is read, whatever its format.
//!
//! One list per type: the structs, the tables rules look names up in, and the descriptions in the manual all come from
//! here. Labels and synonyms are data (`rules/vocabulary/labels.yaml`). A field is here when a rule needs it and at
//! least one format can fill it.

mod sets;

use super::record::{FieldSpec, FieldType, List, Record, Slot, SlotMut, records};
use super::value::Value;
use crate::source::Span;

pub use sets::*;

/// The version packs declare as `model:`.
pub const MODEL_VERSION: u32 = 1;

records! {
    /// One SOP.
    Document {
        /// Family of the document; an SOP source that does not say is an SOP.
        kind: one(DocumentKind),
        /// Unique number (Nomor SOP).
        number: text,
        /// Title of the procedure (Judul SOP).
        title: text,
        /// What the title begins with; a noun is expected.
        title_opening: one(Opening),
        /// Organisation.
        agency: text,
        /// Unit that makes the SOP.
        unit: text,
        /// That unit among those of the organisation, where the project lists them.
        unit_entry: reference(Unit),
        /// Edition.
        version: version,
        /// Where it stands in its life.
        status: one(Status),
        /// Language it is written in; from its labels where it is not declared.
        language: one(DocumentLanguage),
        /// Day the first edition was finished (Tanggal Pembuatan).
        created_date: date,
        /// Day it was issued (Tanggal Terbit).
        issued_date: date,
        /// Day it was revised (Tanggal Revisi).
        revised_date: date,
        /// Day it was approved (Tanggal Pengesahan).
        approved_date: date,
        /// Day it came into force (Tanggal Efektif).
        effective_date: date,
        /// Day of the last review.
        last_review_date: date,
        /// Day of the next review.
        next_review_date: date,
        /// Time between reviews.
        review_interval: duration,
        /// Position responsible for the procedure.
        owner: text,
        /// Every signature block.
        approvals: list(Approval),
        /// The decision that gives the SOP legal force (Surat Keputusan).
        decree: list(Reference),
        /// What it replaces.
        supersedes: list(Reference),
        /// Change history.
        revisions: list(Revision),
        /// Regulations it rests on (Dasar Hukum).
        legal_basis: list(Reference),
        /// Other SOPs it works with (Keterkaitan).
        related: list(Reference),
        /// Other references.
        references: list(Reference),
        /// Competences of those who do the work (Kualifikasi Pelaksana).
        qualifications: list(Item),
        /// Tools and supplies (Peralatan/Perlengkapan).
        equipment: list(Item),
        /// Consequences when the SOP is not followed (Peringatan).
        warnings: list(Item),
        /// What to do when something goes wrong (Cara Mengatasi).
        remedies: list(Item),
        /// What is recorded, and by whom (Pencatatan dan Pendataan).
        records: list(Item),
        /// Terms and their meanings.
        definitions: list(Item),
        /// Roles and their responsibilities.
        responsibilities: list(Item),
        /// What must be there before the work starts.
        prerequisites: list(Item),
        /// Attachments.
        attachments: list(Item),
        /// What it is for.
        purpose: text,
        /// What it covers.
        scope: text,
        /// Kind of activity.
        activity: one(Activity),
        /// Technical or administrative.
        nature: one(Nature),
        /// Macro or micro.
        coverage: one(Coverage),
        /// Promised time (Standar Waktu Pelayanan).
        service_standard: duration,
        /// Total time as stated.
        total_duration: duration,
        /// Time of the longest way from start to end, every loop walked once; nothing while a time on the way is not known.
        path_duration: duration,
        /// Who does the work: as declared, then those only named in steps.
        actors: list(Actor),
        /// The steps, in order.
        steps: list(Step),
        /// Whether an output names what the title promises; nothing where it promises no product.
        delivers: boolean,
        /// Columns of the step table that were found.
        step_columns: many(Column),
        /// Columns of the mutu baku (kelengkapan, waktu, output) that were not found.
        missing_columns: many(Column),
        /// Number of step tables.
        step_tables: int,
        /// All ways from step to step.
        edges: list(Edge),
        /// Parts that were found.
        parts: many(Part),
        /// Places that repeat identity values.
        imprints: list(Imprint),
        /// Sections that are no field of the model.
        sections: list(Section),
        /// Labels with a known misspelling.
        misspelt_labels: list(Label),
        /// What stands in the file and is not seen on paper, or seen otherwise.
        unseen: list(Unseen),
        /// Symbols of the drawn chart.
        symbols: list(Symbol),
        /// Arrows of the drawn chart.
        arrows: list(Arrow),
        /// Every piece of text in the document.
        texts: texts,
        /// Name of its file, without the folders above it.
        file_name: text,
    }

    /// A signature block (pengesahan).
    Approval {
        /// What the signature stands for.
        meaning: one(Meaning),
        /// Position (nomenklatur jabatan).
        position: text,
        /// Acting for another (Plt., Plh., a.n.).
        acting: text,
        /// Name of the official.
        name: text,
        /// Staff number (NIP): text, for 18 digits do not survive a number type.
        nip: text,
        /// Evidence of the signature.
        signature: one(Signature),
        /// Day of the signature.
        date: date,
        /// Its position among those of the organisation, where the project lists them.
        post: reference(Position),
        /// Whether that position may approve an SOP of this unit and kind, where the project says what it may approve.
        competent: boolean,
        /// Whether the official held that position on the day of the signature, where the project lists who held it.
        in_office: boolean,
    }

    /// An entry of the change history.
    Revision {
        /// Edition.
        version: version,
        /// Day.
        date: date,
        /// Who wrote it.
        author: text,
        /// Who approved it.
        approver: text,
        /// What changed and why.
        description: text,
    }

    /// A place outside the identity block that repeats its values.
    Imprint {
        /// Which.
        part: one(ImprintPart),
        /// Number.
        number: text,
        /// Title.
        title: text,
        /// Year.
        year: int,
        /// Organisation.
        agency: text,
        /// Unit.
        unit: text,
    }

    /// A section under a heading.
    Section {
        /// Heading.
        title: text,
        /// Role by vocabulary.
        role: one(SectionRole),
        /// Depth of the heading.
        level: int,
        /// Its text.
        text: text,
        /// Number of words.
        words: int,
    }

    /// An entry of a list or a cell.
    Item {
        /// Number as rendered.
        number: text,
        /// Term, role or name of a form.
        label: text,
        /// The entry.
        text: text,
        /// What an output begins with; a product is a noun.
        opening: one(Opening),
    }

    /// A reference to a regulation, an SOP or something else.
    Reference {
        /// As written.
        text: text,
        /// What it refers to.
        kind: one(ReferenceKind),
        /// Kind of regulation as written.
        type_name: text,
        /// Number.
        number: text,
        /// Year.
        year: int,
        /// Date of a decree.
        date: date,
        /// Subject (tentang …), or the title of an SOP.
        subject: text,
        /// Code of the kind of regulation: UU, PP, PKPU …
        type_code: text,
        /// `UU-17-2003`: type code, number, year.
        key: text,
        /// Level in the hierarchy of regulations, 1 is the highest.
        rank: int,
        /// Whether this kind of regulation bears a number.
        numbered: boolean,
        /// Says "sebagaimana telah diubah".
        amended: boolean,
        /// Whether its kind of regulation is abbreviated (UU).
        abbreviated: boolean,
        /// What was probably meant, where the citation is a known mistake.
        correction: text,
        /// What is probably wrong with it.
        mistake: one(CitationMistake),
        /// The regulation, among those that are known.
        law: reference(Regulation),
        /// The regulation that was probably meant instead.
        meant: reference(Regulation),
        /// Whether its subject can be a writing of the official title, where that was read.
        subject_fits: boolean,
        /// Whether it, or another entry of its list, names what amended it, where that is known.
        change_named: boolean,
        /// Whether it stands behind no lower and, of its level, no later regulation.
        in_order: boolean,
        /// Whether its subject has a word of the title of the SOP.
        about_title: boolean,
        /// The SOP of the archive it names.
        target: reference(Document),
    }

    /// An actor (pelaksana).
    Actor {
        /// Short key in structured sources, else the name.
        key: text,
        /// Name.
        name: text,
        /// What it is.
        kind: one(ActorKind),
        /// Place in the list or among the lanes, from 1.
        order: int,
        /// Stands in the list or in the lane header.
        declared: boolean,
        /// Does at least one step.
        used: boolean,
        /// Its position among those of the organisation, where the project lists them.
        post: reference(Position),
    }

    /// A step (kegiatan).
    Step {
        /// Place in the table, from 1.
        index: int,
        /// Which of the step tables it stands in, from 1.
        table: int,
        /// Number as rendered.
        number: text,
        /// Depth in a list of steps and their parts, 1 is the top.
        level: int,
        /// Heading above the step.
        phase: text,
        /// What is done (Uraian Kegiatan).
        text: text,
        /// Number of words of the text.
        words: int,
        /// Kind of step.
        kind: one(StepKind),
        /// What the text begins with.
        opening: one(Opening),
        /// First verb in lower case.
        verb: text,
        /// Who does it (Pelaksana), as written in the step.
        actor_names: texts,
        /// Who does it, resolved.
        actors: references(Actor),
        /// Who does it by the first words of its text, where these are an actor of the document.
        named_actors: references(Actor),
        /// What is needed (Kelengkapan).
        inputs: list(Item),
        /// How long it takes (Waktu).
        duration: duration,
        /// Limit counted from the step before.
        deadline: duration,
        /// What comes out (Output).
        outputs: list(Item),
        /// Remarks (Keterangan).
        remarks: text,
        /// Written ways out, with their captions.
        branches: list(Edge),
        /// The step that follows instead of the next one (Lanjut), as written.
        goes_to: texts,
        /// The steps that follow.
        next: references(Step),
        /// The steps before.
        came_from: references(Step),
        /// The steps its text and remarks name.
        mentions: list(Mention),
        /// Whether something it needs came out of a step before; nothing where that cannot be said.
        chained: boolean,
        /// The first step in which the same actor alone brought out a paper that this step needs or brings out.
        made_in: reference(Step),
    }

    /// A step that the text of a step names.
    Mention {
        /// As written.
        text: text,
        /// The step.
        to: reference(Step),
    }

    /// A way from one step to the next.
    Edge {
        /// Where it starts.
        from: reference(Step),
        /// Where it leads; the text as written.
        to: reference(Step),
        /// Caption.
        label: text,
        /// The answer the caption stands for.
        answer: one(Answer),
        /// Leaves the procedure: selesai, "Lihat SOP …".
        ends: boolean,
        /// How it was given.
        how: one(EdgeHow),
        /// By step order.
        direction: one(Direction),
    }

    /// A position of the organisation (peta jabatan), from the data of the project.
    Position {
        /// Name (nomenklatur jabatan).
        name: text,
        /// Other names and short forms.
        aliases: texts,
        /// Its unit.
        unit: text,
        /// Rank, 1 is the highest.
        rank: int,
        /// First day on which it exists.
        valid_from: date,
        /// Last day on which it exists.
        valid_to: date,
        /// Units and kinds of SOP it may approve.
        approves: texts,
        /// Duties that nobody may do together with it.
        incompatible: texts,
    }

    /// A regulation that is known: from the registry, or from the data of the project.
    Regulation {
        /// `UU-17-2003`: type code, issuer, number, year.
        key: text,
        /// How it is named: type, number, year.
        name: text,
        /// Code of its kind.
        type_code: text,
        /// Its kind in full.
        type_name: text,
        /// Number.
        number: text,
        /// Year.
        year: int,
        /// Subject, as far as it was read.
        subject: text,
        /// Whether that is the official title, word for word.
        subject_exact: boolean,
        /// Whether number, year and subject are established.
        verified: boolean,
        /// Whether it is in force, as far as is known.
        status: one(LegalStatus),
        /// Whether that is established.
        status_verified: boolean,
        /// What amends it.
        amended_by: text,
        /// Whether that is established.
        amendment_verified: boolean,
        /// What replaces it.
        revoked_by: text,
        /// Whether it is established that it was revoked, and by what.
        revocation_verified: boolean,
        /// Year of what replaces it.
        revoked_year: int,
        /// Name of the regulations that follow each other every budget year.
        series: text,
        /// Budget year (Tahun Anggaran) it is for.
        budget_year: int,
        /// Last day of that year.
        budget_end: date,
        /// The latest of its series that is known, where that is another one.
        newest: text,
        /// Who says so, in Indonesian.
        source: text,
        /// Who says so, in English.
        source_en: text,
        /// The day up to which that was looked at.
        as_of: date,
    }

    /// A unit of the organisation, from the data of the project.
    Unit {
        /// Name.
        name: text,
        /// Other names and short forms.
        aliases: texts,
        /// The unit it is a part of.
        parent: text,
        /// Whether it must have an SOP.
        sop_required: boolean,
        /// First day on which it exists in this form (SOTK).
        valid_from: date,
        /// Last day on which it exists.
        valid_to: date,
    }

    /// A symbol of a drawn chart.
    Symbol {
        /// What it looks like.
        form: one(SymbolForm),
        /// What is written in it.
        text: text,
        /// The step it lies beside.
        step: reference(Step),
        /// Over how many steps it lies.
        rows: int,
        /// Arrows that lead to it.
        ways_in: int,
        /// Arrows that leave it.
        ways_out: int,
        /// For a passage to another page: its other side was found.
        paired: boolean,
    }

    /// An arrow of a drawn chart.
    Arrow {
        /// The step it leaves.
        from: reference(Step),
        /// The step it leads to.
        to: reference(Step),
        /// How many of its two ends touch a symbol.
        ends_held: int,
        /// How many arrow heads it has.
        heads: int,
    }

    /// Something in the file that is not seen on paper, or seen otherwise.
    Unseen {
        /// What.
        kind: one(UnseenKind),
        /// Its text.
        text: text,
    }

    /// A label that is written wrong in a known way.
    Label {
        /// As written.
        text: text,
        /// The right form.
        standard: text,
    }
}

impl Document<'_> {
    /// Whether it cites anything.
    #[must_use]
    pub fn cites(&self) -> bool {
        [&self.legal_basis, &self.references, &self.decree].iter().any(|list| !list.items.is_empty())
    }
}
