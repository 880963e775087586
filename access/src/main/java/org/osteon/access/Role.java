package org.osteon.access;

/// What somebody is at a site, as the table of roles and the forms name it.
///
/// @param code for example `nurse`
public record Role(String code) {
    /// In words.
    public String title() {
        return code.equals("hla-laboratory") ? "HLA laboratory" : code.replace('-', ' ');
    }
}
