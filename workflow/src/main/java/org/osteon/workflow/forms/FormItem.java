package org.osteon.workflow.forms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Coding;

/// One item of a form, as its file says.
///
/// @param linkId its name in the form
/// @param text what is asked
/// @param help further words, under the question
/// @param control how it is shown, in the words of FHIR's item controls; empty: as its type is
/// @param options what can be chosen
/// @param units the units that a quantity may be in; with one, it is in that one
/// @param absent which kinds of no answer are offered
/// @param initial the expression that it is filled in with
/// @param beside the expression that is shown beside it
/// @param calculated the expression that says what it is, of the chart with the answers in it
/// @param stays whether what was calculated at the signature stays when that is amended: what
///   somebody was told then
/// @param follows whether it takes what the chart says where nobody answers it
/// @param choices the expression that gives the resources to choose from, or [#OPEN_PLAN]
/// @param picture the drawing on which its choices are marked
/// @param items those within a group
public record FormItem(
        String linkId,
        String text,
        String help,
        Type type,
        boolean required,
        boolean repeats,
        boolean readOnly,
        boolean hidden,
        String control,
        List<Option> options,
        List<Coding> units,
        Bounds bounds,
        List<Absent> absent,
        Enabling enabling,
        Optional<String> initial,
        Optional<String> beside,
        Optional<String> calculated,
        boolean stays,
        boolean follows,
        Optional<String> choices,
        List<Constraint> constraints,
        Extract extract,
        Picture picture,
        List<FormItem> items) {

    /// The moment at which a form is opened, as an item's beginning: FHIRPath that needs no chart.
    static final String NOW = "now()";

    /// What is chosen from where the choices are the open things of the patient's plan, each by the
    /// name of its task.
    static final String OPEN_PLAN = "urn:osteon:valueset:open-plan";

    /// What the chart is asked for what it begins with.
    Optional<String> asked() {
        return initial.filter(expression -> !expression.equals(NOW));
    }

    /// A drawing on which the choices are marked.
    ///
    /// @param name of the drawing; empty: none
    /// @param turned the expression that says whether it is the other side than the one drawn
    /// @param of the expression that says of what its views are shown; without one, or where it
    ///   gives nothing, all are
    public record Picture(String name, Optional<String> turned, Optional<String> of) {
        /// The expressions that it asks.
        Stream<String> expressions() {
            return Stream.concat(turned.stream(), of.stream());
        }
    }

    /// What kind of answer it takes.
    public enum Type {
        GROUP,
        DISPLAY,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        QUANTITY,
        STRING,
        TEXT,
        DATE,
        DATE_TIME,
        CHOICE,
        OPEN_CHOICE,
        REFERENCE;

        /// Whether somebody answers it.
        public boolean isAnswered() {
            return this != GROUP && this != DISPLAY;
        }
    }

    /// Something that can be chosen.
    ///
    /// @param exclusive whether nothing else can be chosen with it
    public record Option(Coding coding, boolean exclusive) {}

    /// Limits of an answer, each empty where there is none.
    public record Bounds(
            Optional<BigDecimal> least,
            Optional<BigDecimal> most,
            Optional<Integer> decimals,
            Optional<String> regex,
            Optional<String> regexWords,
            int longest) {}

    /// A kind of no answer, which is told from an empty one.
    public enum Absent {
        NOT_ASSESSED("not-performed", "Not assessed"),
        NOT_KNOWN("asked-unknown", "Not known");

        private final String code;
        private final String words;

        Absent(String code, String words) {
            this.code = code;
            this.words = words;
        }

        /// The code of FHIR's data-absent-reason.
        public String code() {
            return code;
        }

        /// For people.
        public String words() {
            return words;
        }

        static Optional<Absent> of(String code) {
            return Stream.of(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// When it is asked.
    ///
    /// @param conditions on other answers
    /// @param all whether all of them must hold
    /// @param expression of the chart
    public record Enabling(List<When> conditions, boolean all, Optional<String> expression) {}

    /// A condition on another answer.
    ///
    /// @param operator one of FHIR's: `exists`, `=`, `!=`, `>`, `<`, `>=`, `<=`
    /// @param answer what it is held against: a text, a number in digits, `true`, `false`, a code
    public record When(String question, String operator, String answer) {}

    /// What must hold of the chart with the answers in it.
    ///
    /// @param expression that is false where it does not hold; not known is not false
    /// @param human what is said then
    /// @param detail an expression that says more; empty where none
    /// @param source where the rule stands
    /// @param before whether the chart is asked as it was, without the answers: what had to be so
    ///   before this was done
    /// @param next the form that comes next where it does not hold; empty: none
    public record Constraint(
            String key,
            Level level,
            String expression,
            String human,
            Optional<String> detail,
            String source,
            boolean before,
            String next) {}

    /// What a constraint asks for where it does not hold.
    public enum Level {
        /// It cannot be a fact: never kept.
        REFUSE,
        /// Kept only as what really happened, with a reason and a second person, as an incident.
        STOP,
        /// Kept with a reason.
        REASON,
        /// Only shown.
        SHOWN
    }

    /// What becomes of an answer.
    ///
    /// @param observation whether it is an Observation of its own
    /// @param code the codes of that Observation
    /// @param category its category, where one is given
    /// @param templates the templates that are filled in once for each item of this name
    /// @param allocated names of ids that stand for resources made here
    public record Extract(
            boolean observation,
            List<Coding> code,
            Optional<Coding> category,
            List<Template> templates,
            List<String> allocated) {}

    /// A template to fill in.
    ///
    /// @param id of the contained resource
    /// @param fullUrl a FHIRPath that gives the id it is referred to by; empty where none
    /// @param resourceId a FHIRPath that gives the resource which it changes; empty: a new one
    public record Template(String id, String fullUrl, String resourceId) {}

    /// Whether it is one of the open things of the plan.
    boolean isOfThePlan() {
        return choices.filter(OPEN_PLAN::equals).isPresent();
    }

    /// It and all within, from the top.
    public Stream<FormItem> withDescendants() {
        return Stream.concat(Stream.of(this), items.stream().flatMap(FormItem::withDescendants));
    }

    /// Whether rows of it can be added.
    public boolean isRepeatingGroup() {
        return type == Type.GROUP && repeats;
    }

    /// Whether several can be chosen.
    public boolean isMultiple() {
        return repeats && type.isAnswered();
    }
}
