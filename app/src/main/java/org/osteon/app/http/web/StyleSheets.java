package org.osteon.app.http.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The style sheets of all pages, by subject. What comes later says more: their order counts.
public final class StyleSheets {
    /// Names below `/assets`, in their order.
    public static final List<String> NAMES =
            List.of("osteon.css", "patient.css", "lists.css", "paper.css", "forms.css");

    private StyleSheets() {}

    /// All as one text, for a page that stands alone.
    public static String all() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : NAMES) {
            try (InputStream sheet =
                    StyleSheets.class.getResourceAsStream("/static/assets/" + name)) {
                if (sheet == null) {
                    throw new IOException("a style sheet did not come with the program: " + name);
                }
                all.append(new String(sheet.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
