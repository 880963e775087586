package org.osteon.app.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Makes pages of templates.
@Component
final class Html {
    private static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");

    /// Nothing from elsewhere is loaded or run, and nobody frames these pages.
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    Html.class.getClassLoader(),
                    Html.class.getPackageName());

    /// A page from the template of that name.
    ResponseEntity<String> page(String template, Map<String, Object> parameters) {
        return page(HttpStatus.OK, template, parameters);
    }

    /// The same with another status.
    ResponseEntity<String> page(
            HttpStatusCode status, String template, Map<String, Object> parameters) {
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .body(text(template, parameters));
    }

    /// The text of a page.
    String text(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(32 * 1024);
        templates.render(template + ".jte", parameters, output);
        return output.toString();
    }

    /// See other: what a form does ends with a page to look at.
    static ResponseEntity<String> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", path).body("");
    }
}
