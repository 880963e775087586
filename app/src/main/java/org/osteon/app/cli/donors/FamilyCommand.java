package org.osteon.app.cli.donors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.family.FamilyStudy;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors family`: which relatives share how many haplotypes with the patient.
@Command(
        name = "family",
        header = "Follows haplotypes through a family: identical and haploidentical relatives.",
        description = {
            "",
            "Every way in which patient and siblings can have inherited one haplotype from each"
                    + " parent is held against all typings; parents may be untyped. Before anyone"
                    + " is typed, --siblings N gives the chance of an identical sibling,"
                    + " 1-(3/4)^N.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon donors family --siblings 3",
            "  osteon donors family --patient @patient.gl --sibling Ida=@ida.gl --father @father.gl"
        })
final class FamilyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;

    @Option(names = "--patient", paramLabel = "TYPING", description = "the patient's typing")
    private @Nullable String patient;

    @Option(
            names = "--sibling",
            paramLabel = "NAME=TYPING",
            description = "a full sibling; may be repeated")
    private Map<String, String> typedSiblings = new LinkedHashMap<>();

    @Option(names = "--father", paramLabel = "TYPING", description = "the father's typing")
    private @Nullable String father;

    @Option(names = "--mother", paramLabel = "TYPING", description = "the mother's typing")
    private @Nullable String mother;

    @Option(
            names = "--siblings",
            paramLabel = "N",
            description = "number of full siblings, where nobody is typed")
    private @Nullable Integer siblings;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json or ndjson")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        ObjectNode answer;
        if (patient == null) {
            if (siblings == null) {
                throw Problem.unusable(
                        "whose family? Give --patient TYPING, or --siblings N where nobody is"
                                + " typed");
            }
            answer = beforeTyping(siblings);
        } else {
            answer = study(patient);
        }
        var out = spec.commandLine().getOut();
        switch (OutputFormat.orDefault(format)) {
            case TEXT -> out.print(text(answer));
            case NDJSON -> out.println(answer);
            // No table: what is said of a family is of several kinds.
            case JSON, CSV -> out.println(answer.toPrettyString());
        }
        return 0;
    }

    private static ObjectNode beforeTyping(int siblings) {
        if (siblings < 0) {
            throw Problem.unusable("--siblings is not negative, not " + siblings);
        }
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.put("siblings", siblings);
        answer.put("chanceOfIdenticalSibling", FamilyStudy.chanceOfIdenticalSibling(siblings));
        return answer;
    }

    private ObjectNode study(String patientText) throws IOException {
        if (typedSiblings.size() >= FamilyStudy.MOST_CHILDREN) {
            throw Problem.unusable(
                    "at most " + (FamilyStudy.MOST_CHILDREN - 1) + " siblings at once");
        }
        var input = new TypingInput(nomenclature.reader(), spec.commandLine().getErr());
        var ofPatient = input.read("patient", patientText);
        var children = new LinkedHashMap<String, Typing>();
        for (Map.Entry<String, String> sibling : typedSiblings.entrySet()) {
            children.put(sibling.getKey(), input.read(sibling.getKey(), sibling.getValue()));
        }
        Optional<Typing> ofFather = optional(input, "father", father);
        Optional<Typing> ofMother = optional(input, "mother", mother);
        var counted = loci.loci();
        var family = new FamilyStudy(counted, ofPatient, children, ofFather, ofMother);
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.put("possibleInheritances", family.possibleInheritances().size());
        var list = answer.putArray("siblings");
        for (FamilyStudy.Sibling sibling : family.siblings()) {
            var one = list.addObject();
            one.put("name", sibling.name());
            sibling.shared().forEach(one.putArray("sharedHaplotypes")::add);
            one.put("relation", relation(sibling));
            compared(one, ofPatient, children.get(sibling.name()), counted);
        }
        ofFather.ifPresent(typing -> parent(answer, "father", ofPatient, typing, counted));
        ofMother.ifPresent(typing -> parent(answer, "mother", ofPatient, typing, counted));
        if (family.possibleInheritances().size() == 1) {
            inherited(answer, family.possibleInheritances().getFirst(), family.siblings());
        }
        var consistent = answer.putObject("consistent");
        family.consistentLoci()
                .forEach((locus, agrees) -> consistent.put(locus.name(), (boolean) agrees));
        return answer;
    }

    private static Optional<Typing> optional(TypingInput input, String who, @Nullable String text)
            throws IOException {
        return text == null ? Optional.empty() : Optional.of(input.read(who, text));
    }

    private static String relation(FamilyStudy.Sibling sibling) {
        if (sibling.shared().isEmpty()) {
            return "typings contradict each other";
        }
        if (sibling.isIdentical()) {
            return "identical";
        }
        return sibling.isHaploidentical()
                ? "haploidentical"
                : sibling.shared().size() == 1 ? "nothing shared" : "open";
    }

    private static void compared(
            ObjectNode one, Typing patient, @Nullable Typing relative, List<Locus> counted) {
        if (relative != null) {
            var comparison = Comparison.of(patient, relative, counted);
            one.put("best", comparison.best());
            one.put("worst", comparison.worst());
        }
    }

    private static void parent(
            ObjectNode answer, String who, Typing patient, Typing parent, List<Locus> counted) {
        var one = answer.putObject(who);
        one.put("relation", "haploidentical, or better by chance");
        compared(one, patient, parent, counted);
    }

    /// Haplotypes by parent: the patient's are called f1 and m1.
    private static void inherited(
            ObjectNode answer,
            List<FamilyStudy.Inherited> picks,
            List<FamilyStudy.Sibling> siblings) {
        var inherited = answer.putObject("inherited");
        inherited.put("patient", "f1 m1");
        for (int i = 0; i < siblings.size(); i++) {
            var pick = picks.get(i + 1);
            inherited.put(
                    siblings.get(i).name(),
                    "f" + (pick.paternal() + 1) + " m" + (pick.maternal() + 1));
        }
    }

    private static String text(ObjectNode answer) {
        if (answer.has("chanceOfIdenticalSibling")) {
            return String.format(
                    Locale.ROOT,
                    "%.1f %% that one of %d siblings is identical%n",
                    100 * answer.path("chanceOfIdenticalSibling").asDouble(),
                    answer.path("siblings").asInt());
        }
        var text = new StringBuilder();
        answer.path("siblings")
                .forEach(one ->
                        text.append(one.path("name").asText())
                                .append(": ")
                                .append(one.path("relation").asText())
                                .append(", shares ")
                                .append(one.path("sharedHaplotypes"))
                                .append(" haplotypes, ")
                                .append(one.path("best").asText())
                                .append(" possible\n"));
        for (String parent : List.of("father", "mother")) {
            if (answer.has(parent)) {
                text.append(parent)
                        .append(": ")
                        .append(answer.path(parent).path("relation").asText())
                        .append(", ")
                        .append(answer.path(parent).path("best").asText())
                        .append(" possible\n");
            }
        }
        answer.path("inherited")
                .properties()
                .forEach(entry ->
                        text.append(entry.getKey())
                                .append(" inherited ")
                                .append(entry.getValue().asText())
                                .append('\n'));
        answer.path("consistent")
                .properties()
                .forEach(entry -> {
                    if (!entry.getValue().asBoolean()) {
                        text.append(entry.getKey())
                                .append(": no inheritance explains the typings; check them\n");
                    }
                });
        return text.toString();
    }
}
