//! The functions of the expression language: how each is written and what it gives.
//!
//! The typer takes names and forms from here, the manual the rest.

/// A function.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What it gives, in Indonesian.
    pub id: &'static str,
    /// What it gives, in English.
    pub en: &'static str,
}

/// All functions.
pub const FUNCTIONS: [Function; 11] = [
    Function {
        name: "count",
        form: "count(list), count(list where condition), count($list)",
        id: "banyaknya unsur; yang belum pasti menjadi rentang, dan perbandingan diputuskan bila kedua ujungnya sama",
        en: "how many elements; unsure ones make a range, and a comparison decides when both its ends agree",
    },
    Function {
        name: "sum",
        form: "sum(list)",
        id: "jumlah; belum pasti bila satu nilai tidak ada",
        en: "the sum; undecided when a value is missing",
    },
    Function {
        name: "max",
        form: "max(list), max(a, b)",
        id: "yang terbesar; nilai yang tidak ada dilewati",
        en: "the greatest; missing values are skipped",
    },
    Function {
        name: "min",
        form: "min(list), min(a, b)",
        id: "yang terkecil; nilai yang tidak ada dilewati",
        en: "the least; missing values are skipped",
    },
    Function { name: "set", form: "count(set(list))", id: "nilai yang berbeda-beda", en: "the distinct values" },
    Function {
        name: "lookup",
        form: "lookup(table, key).column",
        id: "sel tabel; tidak ada bila kuncinya tidak ada dalam tabel",
        en: "a cell of a table; missing when the table does not have the key",
    },
    Function { name: "lower", form: "lower(text)", id: "teks dalam huruf kecil", en: "a text in lower case" },
    Function { name: "words", form: "words(text)", id: "banyaknya kata", en: "how many words" },
    Function {
        name: "year_in",
        form: "year_in(text)",
        id: "tahun empat angka yang terakhir dalam teks",
        en: "the last four-digit year in a text",
    },
    Function {
        name: "duration_in",
        form: "duration_in(text)",
        id: "lama waktu dalam teks; tidak ada bila teksnya menyebut dua yang berbeda",
        en: "the length of time in a text; missing when the text names two different ones",
    },
    Function {
        name: "days_between",
        form: "days_between(from, to)",
        id: "hari dari tanggal pertama ke tanggal kedua",
        en: "days from the first date to the second",
    },
];
