package org.osteon.app.http.web.desk;

import java.util.Optional;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// A form of a patient that can be opened.
record FormLink(String title, String address) {

    /// Whether it leads to the same form.
    boolean isSameAs(FormLink other) {
        return form().equals(other.form());
    }

    private String form() {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /// The form that answers something of a pathway.
    ///
    /// @param path where the patient's pages are
    static Optional<FormLink> openedBy(FormLibrary forms, Pathway pathway, String id, String path) {
        return forms.openedBy(pathway, id).map(form -> of(form, pathway, path));
    }

    /// The form of that name.
    static Optional<FormLink> named(FormLibrary forms, Pathway pathway, String id, String path) {
        return forms.form(id).map(form -> of(form, pathway, path));
    }

    static FormLink of(Form form, Pathway pathway, String path) {
        return new FormLink(
                form.title(), path + "/forms/" + form.id() + "?pathway=" + pathway.id());
    }
}
