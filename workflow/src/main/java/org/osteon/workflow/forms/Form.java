package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.workflow.desk.Wording;

/// A form, as its file says.
///
/// @param file where it stands
/// @param url its canonical address, `urn:osteon:questionnaire:` and its id
/// @param about what it is for, in a sentence or two
/// @param roles who fills it in
/// @param signers who signs it, in their order: one, or two people
/// @param opens what it is opened by: plan items, criteria, alerts; with `*` at the end, all that
///   begin so
/// @param pathways to which it belongs; empty: to all
/// @param applies the expression without which it is not offered
/// @param lateDays how many days back it may be dated
/// @param constraints of the whole form
/// @param extract what is made of the whole response
/// @param templates the contained resources by id
/// @param questionnaire the file's content
public record Form(
        String file,
        String url,
        String version,
        String title,
        String about,
        List<String> roles,
        List<Signer> signers,
        List<String> opens,
        List<String> pathways,
        Optional<String> applies,
        int lateDays,
        List<FormItem> items,
        List<FormItem.Constraint> constraints,
        FormItem.Extract extract,
        Map<String, ObjectNode> templates,
        ObjectNode questionnaire) {
    /// How the addresses of record forms begin.
    public static final String ADDRESS = "urn:osteon:questionnaire:";

    /// The extension with all that SDC has no word for.
    public static final String EXTENSION = "urn:osteon:form";

    /// The item that says when the answers were true.
    public static final String WHEN = "when";

    /// The item that says which joint and side the answers are about.
    public static final String SIDE = "side";

    /// The item with what else there is to say.
    public static final String REMARK = "remark";

    public Form {
        signers = List.copyOf(signers);
        items = List.copyOf(items);
        templates = Map.copyOf(templates);
    }

    /// Its name in addresses.
    public String id() {
        return url.substring(ADDRESS.length());
    }

    /// Its address with its version.
    public String canonical() {
        return url + "|" + version;
    }

    /// All items, those of groups among them, from the top.
    public Stream<FormItem> allItems() {
        return items.stream().flatMap(FormItem::withDescendants);
    }

    /// The item of that name.
    public Optional<FormItem> item(String linkId) {
        return allItems().filter(item -> item.linkId().equals(linkId)).findFirst();
    }

    /// Whether two people sign it.
    public boolean needsTwo() {
        return signers.size() > 1;
    }

    /// Why somebody of a role may not fill it in; empty where they may. Who did not say their role
    /// is asked for it only where two people sign.
    public Optional<String> closedTo(String role) {
        return role.isEmpty() && !needsTwo()
                ? Optional.empty()
                : closedTo(
                        needsTwo() ? signers.getFirst().roles() : roles,
                        role,
                        needsTwo() ? "fills it in and signs first" : "fills it in");
    }

    /// Why none of these roles is somebody's; empty where one is.
    Optional<String> closedTo(List<String> whose, String role, String deed) {
        if (whose.isEmpty() || whose.contains(role)) {
            return Optional.empty();
        }
        String who = Wording.sentence(Signer.inWords(whose)) + " " + deed + ".";
        return Optional.of(
                role.isEmpty()
                        ? who + " Say what your role is, beside your name."
                        : who
                                + " You are here as "
                                + Signer.inWords(List.of(role))
                                + ": you can read it.");
    }

    /// The form as somebody answers it who has no account: without what only staff is asked. Of
    /// that, what the chart can fill in stays, unseen.
    public Form byLink() {
        ObjectNode copy = questionnaire.deepCopy();
        return ofStaff(copy) ? FormReader.form(file, copy) : this;
    }

    /// Takes out, or hides, what only staff is asked: whether there was anything.
    private static boolean ofStaff(ObjectNode within) {
        boolean changed = false;
        for (Iterator<JsonNode> items = within.path("item").iterator(); items.hasNext(); ) {
            ObjectNode item = (ObjectNode) items.next();
            if (!isOfStaff(item)) {
                changed |= ofStaff(item);
                continue;
            }
            changed = true;
            if (Extensions.expression(item, Extensions.INITIAL).isEmpty()) {
                items.remove();
            } else {
                item.remove("required");
                unasked(item);
                item.withArray("extension")
                        .addObject()
                        .put("url", Extensions.HIDDEN)
                        .put("valueBoolean", true);
            }
        }
        return changed;
    }

    /// Nobody who does not see it can mend what is checked of it.
    private static void unasked(ObjectNode item) {
        for (Iterator<JsonNode> own = item.withArray("extension").iterator(); own.hasNext(); ) {
            if (own.next().path("url").asText("").equals(Extensions.CONSTRAINT)) {
                own.remove();
            }
        }
    }

    private static boolean isOfStaff(ObjectNode item) {
        return Extensions.first(item, EXTENSION)
                .filter(own -> Extensions.texts(own, "by").contains("staff"))
                .isPresent();
    }

    /// Whether it is about the site and no patient: it is filled in on the register of the site.
    public boolean isOfTheSite() {
        return own().filter(own -> Extensions.texts(own, "subject").contains("site")).isPresent();
    }

    /// The expression for what was recorded with it and wants attention; empty: nothing does.
    Optional<String> attention() {
        return own().flatMap(own -> Extensions.expression(own, "attention"));
    }

    /// The expression for how much what is being entered weighs, as a code of the levels that
    /// patients read the words of; empty: its answers never alarm by themselves.
    Optional<String> judged() {
        return own().flatMap(own -> Extensions.expression(own, "judged"));
    }

    /// The expression for whether a link to it is over, whatever its days; empty: it never is.
    Optional<String> over() {
        return own().flatMap(own -> Extensions.expression(own, "over"));
    }

    /// The expression for the request or procedure that what is being entered answers, as a
    /// reference; empty: it answers none.
    Optional<String> answers() {
        return own().flatMap(own -> Extensions.expression(own, "answers"));
    }

    /// The expression for the joints and sides that answers can be about as the chart is, by the
    /// codes of the item that asks; empty: it does not ask.
    public Optional<String> sitesInQuestion() {
        return own().flatMap(own -> Extensions.expression(own, "sites"));
    }

    /// The expression for the joint and side that all of it is about, as the chart is.
    public Optional<String> siteOfTheChart() {
        return own().flatMap(own -> Extensions.expression(own, "site"));
    }

    /// The items that take what the chart says of them where nobody answers them.
    List<FormItem> following() {
        return allItems().filter(item -> item.follows() && item.asked().isPresent()).toList();
    }

    /// The expression for what it is about, in words of the chart; empty: nothing is said.
    public Optional<String> aboutTheChart() {
        return own().flatMap(own -> Extensions.expression(own, "about"));
    }

    /// The fields that one person answers much alike from one patient to the next: how they work,
    /// and not what they found.
    Stream<String> alike() {
        return own().stream().flatMap(own -> Extensions.texts(own, "alike").stream());
    }

    /// Whether there is something that one person answers much alike.
    public boolean hasAlike() {
        return alike().findAny().isPresent();
    }

    /// Whether it is long and filled in at the bedside: short questions stand side by side where
    /// the screen is wide.
    public boolean isDense() {
        return own().filter(own -> Extensions.texts(own, "layout").contains("dense")).isPresent();
    }

    /// Whether the words of its questions are another's, who lets a site use them.
    public boolean isWordedByItsOwner() {
        return own().filter(own -> Extensions.texts(own, "wording").contains("licensed"))
                .isPresent();
    }

    /// What is to be done about what wants attention, in words.
    public String attentionInWords() {
        return own().map(own -> Extensions.described(own, "attention"))
                .filter(words -> !words.isEmpty())
                .orElse(title);
    }

    /// How it begins to say why what the form is for is not so; empty: whoever asked for it needs
    /// no reason to end it without the form.
    public Optional<String> otherwise() {
        return own().flatMap(own -> Extensions.texts(own, "otherwise").stream().findFirst());
    }

    /// The item that takes what was recorded with it before, to go on with it; empty where none
    /// does.
    public Optional<FormItem> again() {
        return allItems().filter(item -> item.type() == FormItem.Type.REFERENCE).findFirst();
    }

    private Optional<JsonNode> own() {
        return Extensions.first(questionnaire, EXTENSION);
    }

    /// Whether it belongs to a pathway.
    public boolean isOf(String pathway) {
        return pathways.isEmpty() || pathways.contains(pathway);
    }

    /// Whether it is what a plan item, criterion or alert is answered with.
    public boolean isOpenedBy(String id) {
        return opens.stream().anyMatch(one -> opens(one, id));
    }

    private static boolean opens(String one, String id) {
        return one.endsWith("*")
                ? id.startsWith(one.substring(0, one.length() - 1))
                : one.equals(id);
    }

    /// How closely it names what opens it: the characters that say the same.
    int closeness(String id) {
        return opens.stream()
                .filter(one -> opens(one, id))
                .mapToInt(one -> one.endsWith("*") ? one.length() - 1 : one.length() + 1)
                .max()
                .orElse(0);
    }

    /// Every expression of CQL that it asks.
    public List<String> expressions() {
        Stream<String> ofItems =
                allItems()
                        .flatMap(item ->
                                Stream.concat(
                                        Stream.of(
                                                        item.asked(),
                                                        item.beside(),
                                                        item.calculated(),
                                                        item.choices(),
                                                        item.enabling().expression())
                                                .flatMap(Optional::stream),
                                        item.picture().expressions()));
        Stream<String> ofConstraints =
                Stream.concat(
                                constraints.stream(),
                                allItems().flatMap(item -> item.constraints().stream()))
                        .flatMap(one ->
                                Stream.concat(Stream.of(one.expression()), one.detail().stream()));
        return Stream.of(
                        ofItems,
                        ofConstraints,
                        applies.stream(),
                        attention().stream(),
                        judged().stream(),
                        over().stream(),
                        answers().stream(),
                        sitesInQuestion().stream(),
                        siteOfTheChart().stream(),
                        aboutTheChart().stream())
                .flatMap(all -> all)
                .filter(one -> !one.equals(FormItem.OPEN_PLAN))
                .distinct()
                .toList();
    }
}
