package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Reads the details of an order from its words, where it has none in codes: site, product,
/// guidance, approach.
final class OrderDetails {
    private static final String OWN = "urn:osteon:chart";
    private static final String SITE = "bodySite";

    private final List<Detail> details = new ArrayList<>();
    private final Set<String> orders = new HashSet<>();

    /// One detail.
    ///
    /// @param element `bodySite`, or where a coding of ours says it
    /// @param group how the codes of its kind begin: one of a kind is enough
    /// @param orders our codes of the orders that have such a detail; none: all
    /// @param codes codes, of the order or of the site, that say the same
    private record Detail(
            String element,
            String group,
            List<Coding> add,
            List<Words> names,
            Set<String> orders,
            Set<CodeKey> codes) {}

    void add(FhirObject data) {
        for (FhirObject one : data.objects("detail")) {
            Detail detail =
                    new Detail(
                            one.text("element").orElseThrow(),
                            one.text("group").orElse(""),
                            Concepts.codings(one, "add"),
                            Concepts.texts(one, "names").stream().map(Words::of).toList(),
                            Set.copyOf(Concepts.texts(one, "withCode")),
                            Set.copyOf(CodeKey.list(one, "code")));
            details.add(detail);
            orders.addAll(detail.orders());
        }
    }

    /// With the site that its words tell: which joint, and of which side, a result is about.
    Resource sited(Resource result) {
        FhirObject content = result.content();
        FhirObject read = withSite(content, false);
        return read == content ? result : result.with(read);
    }

    /// With what its words tell; only orders and procedures that a pathway asks for.
    Resource read(Resource order) {
        FhirObject content = order.content();
        List<Coding> codings = content.codings("code");
        Set<String> own = new HashSet<>();
        for (Coding coding : codings) {
            if (coding.system().equals(OWN)) {
                own.add(coding.code());
            }
        }
        boolean isAsked = own.stream().anyMatch(orders::contains);
        FhirObject read = withSite(content, isAsked);
        if (isAsked) {
            String text = Concepts.text(content, "code");
            Words words = Words.of(text);
            for (Detail detail : details) {
                if (!detail.element().equals(SITE)
                        && detail.orders().stream().anyMatch(own::contains)
                        && !hasOfGroup(read, detail)
                        && (says(detail, words) || isCoded(detail, codings))) {
                    read = Concepts.withFurther(read, detail.element(), detail.add());
                }
            }
        }
        return read == content ? order : order.with(read);
    }

    private static boolean says(Detail detail, Words words) {
        return detail.names().stream().anyMatch(words::hold);
    }

    private static boolean isCoded(Detail detail, List<Coding> codings) {
        return codings.stream().anyMatch(coding -> detail.codes().contains(CodeKey.of(coding)));
    }

    private static boolean hasOfGroup(FhirObject content, Detail detail) {
        return content.codings(detail.element()).stream()
                .anyMatch(coding ->
                        coding.system().equals(OWN) && coding.code().startsWith(detail.group()));
    }

    /// The site by its code in another system, else its words; an order that a pathway asks for may
    /// name it beside what is ordered.
    private FhirObject withSite(FhirObject content, boolean isAsked) {
        List<Coding> sites = content.codings(SITE);
        String text = Concepts.text(content, SITE);
        if (sites.isEmpty() && text.isEmpty() && !isAsked) {
            return content;
        }
        for (Detail detail : details) {
            if (detail.element().equals(SITE) && !sites.isEmpty() && isCoded(detail, sites)) {
                return Concepts.with(content, SITE, Concepts.missing(sites, detail.add()));
            }
        }
        if (!sites.isEmpty()) {
            return content;
        }
        Words words = Words.of(text.isEmpty() ? Concepts.text(content, "code") : text);
        for (Detail detail : details) {
            if (detail.element().equals(SITE) && says(detail, words)) {
                return text.isEmpty()
                        ? Concepts.withFurther(content, SITE, detail.add())
                        : Concepts.with(content, SITE, detail.add());
            }
        }
        return content;
    }
}
