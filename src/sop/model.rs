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
        /// Who does the work: as declared, then those only named in steps.
        actors: list(Actor),
        /// The steps, in order.
        steps: list(Step),
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
        /// What was probably meant, where the citation is a known mistake.
        correction: text,
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
