package org.osteon.app.http.web;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Links the words of the field to what they mean, where they stand on a page: each once, the first
/// time. Not within what is a link, a button or a form already: nobody loses what they typed to a
/// word.
final class GlossaryLinks {
    /// Elements whose text stays as it is.
    private static final Set<String> LEFT_ALONE =
            Set.of(
                    "a",
                    "button",
                    "summary",
                    "label",
                    "select",
                    "textarea",
                    "form",
                    "svg",
                    "code",
                    "pre",
                    "kbd",
                    "nav",
                    "h1",
                    "script",
                    "style",
                    "caption",
                    "em");

    /// On an element whose own words these are.
    private static final String OWN = "data-words=\"own\"";

    private static final Pattern ABBREVIATION = Pattern.compile(".*[A-Z].*[A-Z(].*");

    private final Map<String, Glossary.Term> terms;

    /// The words by their first letter, longer ones first.
    private final Map<Character, List<String>> words;

    GlossaryLinks(Glossary glossary) {
        this.terms = new LinkedHashMap<>();
        for (Glossary.Term term : glossary.terms()) {
            terms.put(term.word(), term);
        }
        for (Glossary.Term term : glossary.terms()) {
            term.others().stream()
                    .filter(other -> ABBREVIATION.matcher(other).matches())
                    .forEach(other -> terms.putIfAbsent(other, term));
        }
        this.words =
                terms.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .collect(Collectors.groupingBy(word -> word.charAt(0)));
    }

    /// A page with its words linked.
    String in(String page) {
        int at = page.indexOf("<main");
        int end = page.lastIndexOf("</main>");
        return terms.isEmpty() || at < 0 || end < at ? page : new Linking(page, at, end).linked();
    }

    private final class Linking {
        private final String page;
        private final int end;
        private final StringBuilder out;
        private final Set<Glossary.Term> done = new HashSet<>();
        private int at;

        /// What is left alone now, and how deep within elements of its own name.
        private String alone = "";

        private int depth;

        Linking(String page, int at, int end) {
            this.page = page;
            this.at = at;
            this.end = end;
            this.out = new StringBuilder(page.length() + 1024).append(page, 0, at);
        }

        String linked() {
            while (at < end) {
                if (page.charAt(at) == '<') {
                    tag();
                } else {
                    text();
                }
            }
            return out.append(page, at, page.length()).toString();
        }

        private void text() {
            int next = page.indexOf('<', at);
            int to = next < 0 ? end : Math.min(next, end);
            if (alone.isEmpty()) {
                link(page.substring(at, to));
            } else {
                out.append(page, at, to);
            }
            at = to;
        }

        private void link(String text) {
            int from = 0;
            for (int i = 0; i < text.length(); i++) {
                String word = word(text, i);
                Glossary.Term term = terms.get(word);
                if (term == null) {
                    continue;
                }
                if (done.add(term)) {
                    out.append(text, from, i)
                            .append("<a class=\"word\" href=\"/help#")
                            .append(term.anchor())
                            .append("\" title=\"")
                            .append(escaped(term.name()))
                            .append("\">")
                            .append(word)
                            .append("</a>");
                    from = i + word.length();
                }
                i += word.length() - 1;
            }
            out.append(text, from, text.length());
        }

        private void tag() {
            int to = tagEnd();
            String tag = page.substring(at, to);
            String name = name(tag);
            boolean closes = tag.startsWith("</");
            if (alone.isEmpty()) {
                if (!closes && (LEFT_ALONE.contains(name) || tag.contains(OWN))) {
                    alone = name;
                    depth = 1;
                }
            } else if (name.equals(alone) && !tag.endsWith("/>")) {
                depth += closes ? -1 : 1;
                alone = depth == 0 ? "" : alone;
            }
            out.append(tag);
            at = to;
        }

        /// Behind the `>` that is not within an attribute.
        private int tagEnd() {
            char quote = 0;
            for (int i = at; i < page.length(); i++) {
                char c = page.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '>') {
                    return i + 1;
                }
            }
            return page.length();
        }

        private static String name(String tag) {
            int from = tag.startsWith("</") ? 2 : 1;
            int to = from;
            while (to < tag.length() && Character.isLetterOrDigit(tag.charAt(to))) {
                to++;
            }
            return tag.substring(from, to).toLowerCase(Locale.ROOT);
        }
    }

    /// The longest word that stands at a place, alone; empty where none does. A pattern of all
    /// words would try each of them at each letter: that was half of a page.
    private String word(String text, int at) {
        if (at > 0 && isOfAWord(text.codePointBefore(at))) {
            return "";
        }
        for (String word : words.getOrDefault(text.charAt(at), List.of())) {
            int end = at + word.length();
            if (text.startsWith(word, at)
                    && (end == text.length() || !isOfAWord(text.codePointAt(end)))) {
                return word;
            }
        }
        return "";
    }

    private static boolean isOfAWord(int character) {
        return character == '-'
                || Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER ->
                            true;
                    default -> false;
                };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
