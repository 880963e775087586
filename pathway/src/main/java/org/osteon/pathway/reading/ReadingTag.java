package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// What the reading says of a resource to the rules, as a tag of its `meta`: that its value cannot
/// be used, that it was known by its words only, that nobody knows the medicine.
public final class ReadingTag {
    /// The system of the tags.
    public static final String SYSTEM = "urn:osteon:reading";

    /// A quantity in a unit that cannot be used.
    public static final String UNUSABLE_UNIT = "unusable-unit";

    /// No value, and a reason why, or none.
    public static final String UNUSABLE_ABSENT = "unusable-absent";

    /// A value of a form that cannot be used.
    public static final String UNUSABLE_TYPE = "unusable-type";

    /// A bound such as `>0` that leaves open everything that can be.
    public static final String UNUSABLE_BOUND = "unusable-bound";

    /// Known by its words only.
    public static final String BY_WORDS = "by-words";

    /// An active medicine that nobody knows.
    public static final String NOT_RECOGNISED = "not-recognised";

    /// How a tag begins that says that a value cannot be used.
    private static final String UNUSABLE = "unusable-";

    private ReadingTag() {}

    /// What the tags say to people.
    private static final Map<String, String> WORDS =
            Map.of(
                    UNUSABLE_UNIT,
                    "the unit cannot be used",
                    UNUSABLE_ABSENT,
                    "there is no value",
                    UNUSABLE_TYPE,
                    "the value cannot be read",
                    UNUSABLE_BOUND,
                    "the bound leaves open everything that can be",
                    BY_WORDS,
                    "known by its words only, to be confirmed",
                    NOT_RECOGNISED,
                    "not recognised");

    /// The tags that are set, each with its words.
    public static Map<String, String> words() {
        return WORDS;
    }

    /// The resource with a further tag, in words where it has some.
    public static Resource added(Resource resource, String code) {
        if (of(resource.content()).contains(code)) {
            return resource;
        }
        FhirObject tag =
                FhirObject.of(
                        "",
                        Map.of(
                                "system",
                                FhirPrimitive.of(SYSTEM),
                                "code",
                                FhirPrimitive.of(code),
                                "display",
                                FhirPrimitive.of(WORDS.getOrDefault(code, code))));
        FhirObject meta =
                resource.content().object("meta").orElseGet(() -> FhirObject.of("", Map.of()));
        List<FhirValue> tags = new ArrayList<>(meta.list("tag"));
        tags.add(tag);
        return resource.with(resource.content().with("meta", meta.with("tag", List.copyOf(tags))));
    }

    /// The content without a tag.
    static FhirObject without(FhirObject content, String code) {
        if (!of(content).contains(code)) {
            return content;
        }
        FhirObject meta = content.object("meta").orElseThrow();
        List<FhirObject> left =
                meta.objects("tag").stream()
                        .filter(tag ->
                                tag.text("system").filter(SYSTEM::equals).isEmpty()
                                        || tag.text("code").filter(code::equals).isEmpty())
                        .toList();
        return content.with("meta", left.isEmpty() ? meta.without("tag") : meta.with("tag", left));
    }

    /// The tags of a resource.
    public static List<String> of(FhirObject content) {
        return content.object("meta").stream()
                .flatMap(meta -> meta.codings("tag").stream())
                .filter(coding -> coding.system().equals(SYSTEM))
                .map(Coding::code)
                .toList();
    }

    /// Whether its value can be used, and it is known by more than its words.
    public static boolean isUsable(FhirObject content) {
        return content.get("meta") == null
                || of(content).stream()
                        .noneMatch(tag -> tag.startsWith(UNUSABLE) || tag.equals(BY_WORDS));
    }
}
