//! The sets of values that fields of the model may have.
//!
//! One list per set: the enum, the names rules and data use, and their order come from here. Their words in both languages are
//! data (`rules/vocabulary/values.yaml`).

use crate::sop::record::names;

names! {
    /// Family of a document.
    DocumentKind {
        /// Standard operating procedure.
        Sop = "sop",
        /// Policy.
        Policy = "policy",
        /// Work instruction (instruksi kerja).
        WorkInstruction = "work_instruction",
        /// Runbook.
        Runbook = "runbook",
        /// Playbook.
        Playbook = "playbook",
        /// Checklist (daftar periksa).
        Checklist = "checklist",
        /// Guideline (pedoman).
        Guideline = "guideline",
        /// Form.
        Form = "form",
        /// Anything else.
        Other = "other",
    }
}
names! {
    /// Where a document stands in its life.
    Status {
        /// Being written.
        Draft = "draft",
        /// Being reviewed.
        InReview = "in_review",
        /// Approved.
        Approved = "approved",
        /// In force.
        Effective = "effective",
        /// Replaced by another edition.
        Superseded = "superseded",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}
names! {
    /// Language a document is written in.
    DocumentLanguage {
        /// Indonesian.
        Id = "id",
        /// English.
        En = "en",
        /// Another, or not established.
        Other = "other",
    }
}
names! {
    /// Kind of activity (jenis kegiatan).
    Activity {
        /// Pelayanan.
        Service = "service",
        /// Rutin.
        Routine = "routine",
        /// Penugasan.
        Assignment = "assignment",
    }
}
names! {
    /// Nature of an SOP (sifat).
    Nature {
        /// SOP teknis.
        Technical = "technical",
        /// SOP administratif.
        Administrative = "administrative",
    }
}
names! {
    /// Coverage of an SOP (cakupan).
    Coverage {
        /// SOP makro.
        Macro = "macro",
        /// SOP mikro.
        Micro = "micro",
    }
}
names! {
    /// What a signature stands for.
    Meaning {
        /// Disusun oleh.
        Prepare = "prepare",
        /// Diperiksa oleh.
        Review = "review",
        /// Disahkan oleh.
        Approve = "approve",
        /// Ditetapkan by a higher authority.
        Authorise = "authorise",
        /// Anything else.
        Other = "other",
    }
}
names! {
    /// Evidence of a signature.
    Signature {
        /// Electronic signature (TTE), which stands for signature and stamp.
        Electronic = "electronic",
        /// A picture of a signature.
        Image = "image",
        /// A typed name or word.
        Typed = "typed",
        /// None.
        None = "none",
    }
}
names! {
    /// Part of the document set that repeats identity values.
    ImprintPart {
        /// Halaman judul.
        Cover = "cover",
        /// Surat keputusan.
        Decree = "decree",
        /// The title above a table of steps.
        Procedure = "procedure",
    }
}
names! {
    /// Role of a section.
    SectionRole {
        /// Not recognised.
        Other = "other",
        /// Keselamatan.
        Safety = "safety",
        /// Kendali mutu.
        Quality = "quality",
        /// Pengecualian.
        Exceptions = "exceptions",
        /// Eskalasi.
        Escalation = "escalation",
        /// Indikator.
        Metrics = "metrics",
        /// Pelatihan.
        Training = "training",
        /// Distribusi.
        Distribution = "distribution",
        /// Pemicu.
        Trigger = "trigger",
    }
}
names! {
    /// What a reference refers to.
    ReferenceKind {
        /// A regulation.
        Regulation = "regulation",
        /// Another SOP.
        Sop = "sop",
        /// Anything else.
        Other = "other",
    }
}
names! {
    /// What an actor is.
    ActorKind {
        /// A position (jabatan).
        Position = "position",
        /// A unit.
        Unit = "unit",
        /// A body that decides together.
        Body = "body",
        /// Somebody outside the organisation.
        External = "external",
        /// An application.
        System = "system",
        /// A person's name.
        Person = "person",
        /// Not established.
        Unknown = "unknown",
    }
}
names! {
    /// Kind of a step.
    StepKind {
        /// Mulai.
        Start = "start",
        /// Kegiatan.
        Task = "task",
        /// Keputusan.
        Decision = "decision",
        /// Selesai.
        End = "end",
        /// Another procedure inside this one.
        Subprocess = "subprocess",
    }
}
names! {
    /// What a text begins with.
    Opening {
        /// An active verb (me-, ber-).
        Verb = "verb",
        /// A verb that says nothing before its noun (melakukan).
        LightVerb = "light_verb",
        /// A passive verb (di-).
        Passive = "passive",
        /// A noun of action (pe-…-an, per-…-an).
        Noun = "noun",
        /// The name of an actor of the document.
        Actor = "actor",
        /// A condition (jika, apabila).
        Condition = "condition",
        /// Another word.
        Other = "other",
        /// The language has no analyser.
        Unknown = "unknown",
    }
}
names! {
    /// The answer a way out of a decision stands for.
    Answer {
        /// Ya, Setuju, Lengkap.
        Yes = "yes",
        /// Tidak, Ditolak, Belum.
        No = "no",
        /// Another caption.
        Other = "other",
    }
}
names! {
    /// How a way out of a step was given.
    EdgeHow {
        /// Written.
        Written = "written",
        /// Given by the order of the steps.
        Implied = "implied",
        /// Drawn as an arrow.
        Drawn = "drawn",
    }
}
names! {
    /// What is not seen on paper.
    UnseenKind {
        /// A hidden sheet.
        Sheet = "sheet",
        /// A hidden row.
        Row = "row",
        /// A hidden column.
        Column = "column",
        /// Hidden text.
        Text = "text",
        /// A change that is neither accepted nor rejected.
        Change = "change",
        /// A comment.
        Comment = "comment",
    }
}
names! {
    /// What a symbol of a chart looks like.
    SymbolForm {
        /// Kapsul: start or end.
        Capsule = "capsule",
        /// Kotak: an action.
        Rectangle = "rectangle",
        /// Belah ketupat: a decision.
        Diamond = "diamond",
        /// Segilima: a passage to another page.
        Pentagon = "pentagon",
        /// A circle: a passage on the page.
        Circle = "circle",
        /// A document.
        Document = "document",
        /// A text without an outline.
        TextBox = "text_box",
        /// A picture.
        Picture = "picture",
        /// A form drawn by hand, or one nobody can tell.
        Freehand = "freehand",
        /// Another form of those that programs offer.
        Other = "other",
    }
}
names! {
    /// Direction of a way out by step order.
    Direction {
        /// To a later step.
        Forward = "forward",
        /// To an earlier step.
        Back = "back",
        /// To itself.
        Same = "same",
    }
}
names! {
    /// Columns of the step table, or the keys of a structured step.
    Column {
        /// No.
        Number = "number",
        /// Uraian kegiatan.
        Text = "text",
        /// Pelaksana.
        Actor = "actor",
        /// Kelengkapan.
        Inputs = "inputs",
        /// Waktu.
        Duration = "duration",
        /// Output.
        Outputs = "outputs",
        /// Keterangan.
        Remarks = "remarks",
        /// Keputusan.
        Branches = "branches",
    }
}
names! {
    /// Parts of the document that were found.
    Part {
        /// Halaman judul.
        Cover = "cover",
        /// Surat keputusan.
        Decree = "decree",
        /// Bagian identitas.
        Identity = "identity",
        /// Bagian flowchart, or the steps of a structured source.
        Procedure = "procedure",
    }
}
names! {
    /// What is known of the force of a regulation.
    LegalStatus {
        /// Berlaku.
        InForce = "in_force",
        /// Diubah.
        Amended = "amended",
        /// Dicabut.
        Revoked = "revoked",
        /// Nothing was established.
        Unknown = "unknown",
    }
}
names! {
    /// What is probably wrong with a citation.
    CitationMistake {
        /// Its number or year.
        Number = "number",
        /// Its kind of regulation.
        Kind = "kind",
    }
}
