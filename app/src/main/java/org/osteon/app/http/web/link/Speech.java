package org.osteon.app.http.web.link;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osteon.workflow.desk.Wording;

/// The language of a page for patients: what a named person released, whole; else English.
///
/// @param language as BCP 47 writes it
/// @param pages the words of the pages, by the English ones
/// @param forms the words of forms, by the form and what they are of
public record Speech(
        String language, Map<String, String> pages, Map<String, Map<String, String>> forms) {
    static final Speech ENGLISH = new Speech("en", Map.of(), Map.of());

    /// Written from right to left where their script is not said.
    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi");

    /// Scripts that are.
    private static final Set<String> SCRIPTS =
            Set.of("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa");

    public Speech {
        pages = Map.copyOf(pages);
        forms = Map.copyOf(forms);
    }

    boolean isEnglish() {
        return language.equals("en");
    }

    /// How it is laid out.
    public String direction() {
        Locale locale = Locale.forLanguageTag(language);
        boolean fromTheRight =
                locale.getScript().isEmpty()
                        ? RIGHT_TO_LEFT.contains(locale.getLanguage())
                        : SCRIPTS.contains(locale.getScript());
        return fromTheRight ? "rtl" : "ltr";
    }

    /// A phrase of the pages.
    ///
    /// @param parts in the place of {0}, {1}
    public String say(String english, String... parts) {
        String said = pages.getOrDefault(english, english);
        for (int i = 0; i < parts.length; i++) {
            said = said.replace("{" + i + "}", parts[i]);
        }
        return said;
    }

    /// A number as it is written there.
    String number(double value) {
        if (isEnglish()) {
            String text =
                    value == Math.rint(value)
                            ? Long.toString((long) value)
                            : String.format(Locale.ROOT, "%.1f", value);
            return text.replace('-', '−');
        }
        NumberFormat format = NumberFormat.getInstance(Locale.forLanguageTag(language));
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    /// The same with the words of something else that is read there.
    Speech with(String of, Map<String, String> words) {
        Map<String, Map<String, String>> all = new HashMap<>(forms);
        all.put(of, words);
        return new Speech(language, pages, all);
    }

    /// Words of a form.
    String of(String form, String key, String english) {
        return forms.getOrDefault(form, Map.of()).getOrDefault(key, english);
    }

    /// A day as it is written there.
    public String day(LocalDate day) {
        return isEnglish()
                ? Wording.day(day)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(Locale.forLanguageTag(language))
                        .format(day);
    }
}
