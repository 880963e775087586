package org.osteon.app.http.web;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.osteon.records.knowledge.KnowledgeText;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Makes pages of templates.
@Component
public final class Html {
    private static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");

    /// Nothing from elsewhere is loaded or run, and nobody frames these pages.
    static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final GlossaryLinks words;

    Html(KnowledgeText text) {
        this.words = new GlossaryLinks(Glossary.of(text));
    }

    /// A page.
    public ResponseEntity<String> page(View view) {
        return page(HttpStatus.OK, view);
    }

    /// The same with another status.
    public ResponseEntity<String> page(HttpStatusCode status, View view) {
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .header("Content-Security-Policy", POLICY)
                .body(words.in(text(view)));
    }

    /// A page whose form ends elsewhere: browsers hold where a form leads to to the end.
    ///
    /// @param end the origin, or the scheme, of where it ends
    public ResponseEntity<String> pageThatEndsAt(String end, HttpStatusCode status, View view) {
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .header(
                        "Content-Security-Policy",
                        POLICY.replace("form-action 'self'", "form-action 'self' " + end))
                .body(text(view));
    }

    /// The text of a page, for a file.
    public String text(View view) {
        StringOutput text = new StringOutput(32 * 1024);
        view.write(new OwaspHtmlTemplateOutput(text), AsWritten.TAGS);
        return text.toString();
    }

    /// A template with what it shows: the call of the method that the build makes of the template,
    /// so that the compiler checks what is handed over.
    @FunctionalInterface
    public interface View {
        /// Writes the page.
        void write(HtmlTemplateOutput output, HtmlInterceptor interceptor);
    }

    /// Tags stay as the template has them.
    private enum AsWritten implements HtmlInterceptor {
        TAGS;

        @Override
        public void onHtmlTagOpened(
                String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    }

    /// See other: what a form does ends with a page to look at.
    public static ResponseEntity<String> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", path).body("");
    }
}
