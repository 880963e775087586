package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A picture on the page of a patient: places marked on a drawing, or a wheel of parts with their
/// stages, now and before.
///
/// @param drawing the name of the drawing; empty for a wheel
/// @param turned whether it is the other side than the one that is drawn
/// @param marked codes of the places
/// @param parts of a wheel
/// @param middle what stands in the middle of a wheel; may be empty
/// @param lines what is said of it
/// @param forms beside which it stands, as their answers would have it
public record PagePicture(
        String title,
        String drawing,
        boolean turned,
        List<String> marked,
        List<Part> parts,
        String middle,
        List<String> lines,
        List<String> forms) {
    /// Code of a picture: the drawing on which places are marked.
    static final String SYSTEM = "urn:osteon:drawing";

    /// Code of a picture: a form beside which it stands.
    private static final String FORM_SYSTEM = "urn:osteon:form";

    /// A part of a wheel.
    ///
    /// @param stage now; empty where it is not known
    /// @param before the last time; empty where it is not known
    /// @param most the highest there is
    public record Part(String name, OptionalInt stage, OptionalInt before, int most) {}

    /// Of a rule; none where there is nothing on it.
    static Stream<PagePicture> of(Rule rule, RuleAnswers answers) {
        PagePicture picture =
                new PagePicture(
                        rule.title(),
                        rule.codes(SYSTEM).stream().findFirst().orElse(""),
                        Boolean.TRUE.equals(answers.value(rule, "turned")),
                        answers.texts(rule, "marked"),
                        answers.maps(rule, "items").map(PagePicture::part).toList(),
                        answers.text(rule, "value"),
                        answers.texts(rule, "lines"),
                        rule.codes(FORM_SYSTEM));
        return picture.marked().isEmpty() && picture.parts().isEmpty()
                ? Stream.empty()
                : Stream.of(picture);
    }

    private static Part part(Map<?, ?> map) {
        return new Part(
                RuleAnswers.textOf(map.get("name"), ""),
                whole(map.get("stage")),
                whole(map.get("earlier")),
                whole(map.get("most")).orElse(1));
    }

    private static OptionalInt whole(@Nullable Object value) {
        return switch (value) {
            case Integer number -> OptionalInt.of(number);
            case BigDecimal number -> OptionalInt.of(number.intValue());
            case null, default -> OptionalInt.empty();
        };
    }
}
