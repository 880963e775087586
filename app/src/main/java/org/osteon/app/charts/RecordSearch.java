package org.osteon.app.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Limits;
import org.osteon.store.ChartStore;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// Searches what somebody may see.
final class RecordSearch {
    private static final int AT_ONCE = 10_000;

    /// Before the place of a page that was made here and not by the store.
    private static final String PLACE = "place-";

    private final ChartStore store;
    private final Asking asking;
    private final Withholding withholding;

    RecordSearch(ChartStore store, Asking asking, Withholding withholding) {
        this.store = store;
        this.asking = asking;
        this.withholding = withholding;
    }

    private boolean mayRead(Visit visit, String chart) {
        return Asking.isId(chart)
                && asking.askOfChart(visit, Action.READ, chart).decision()
                        instanceof Decision.Allowed(Limits limits)
                && !limits.pseudonymised();
    }

    Page of(ResourceQuery query) {
        Visit visit = Asking.visit();
        if (!query.charts().isEmpty()) {
            List<String> named =
                    query.charts().stream()
                            .filter(chart ->
                                    mayRead(visit, chart)
                                            || asking.limits(Action.READ, chart).isPresent())
                            .toList();
            if (named.isEmpty()) {
                return new Page(List.of(), 0, Optional.empty());
            }
            return filtered(query.inChart(named.toArray(String[]::new)), visit, _ -> true);
        }
        return filtered(query, visit, asking.seen(Action.READ, false));
    }

    /// By the store where everything is theirs; else all is looked through here, so that totals and
    /// pages tell of nothing else.
    private Page filtered(ResourceQuery query, Visit visit, Predicate<String> seen) {
        boolean whole =
                seen.test("")
                        && asking.protections().keySet().stream()
                                .allMatch(chart ->
                                        seen.test(chart)
                                                && !(asking.askOfChart(visit, Action.READ, chart)
                                                                        .decision()
                                                                instanceof
                                                                Decision.Allowed(Limits limits)
                                                        && limits.mayWithhold()));
        if (whole) {
            return store.search(query);
        }
        List<StoredResource> all = new ArrayList<>();
        ResourceQuery from =
                new ResourceQuery(
                        query.type(),
                        query.charts(),
                        query.ids(),
                        query.tokens(),
                        query.date(),
                        query.recorded(),
                        query.order(),
                        AT_ONCE,
                        0,
                        Optional.empty());
        Page page = store.search(from);
        take(page, seen, all);
        while (page.next().isPresent()) {
            page = store.search(from.after(page.next().get()));
            take(page, seen, all);
        }
        int offset =
                query.after()
                        .filter(place -> place.startsWith(PLACE))
                        .map(place -> Integer.parseInt(place.substring(PLACE.length())))
                        .orElse(query.offset());
        int end = (int) Math.min((long) offset + query.limit(), all.size());
        return new Page(
                offset < end ? all.subList(offset, end) : List.of(),
                all.size(),
                end < all.size() ? Optional.of(PLACE + end) : Optional.empty());
    }

    private void take(Page page, Predicate<String> seen, List<StoredResource> all) {
        for (StoredResource one : page.resources()) {
            if (seen.test(one.chart())
                    && asking.askOfChart(Asking.visit(), Action.READ, one.chart()).decision()
                            instanceof Decision.Allowed(Limits limits)
                    && !limits.pseudonymised()
                    && withholding.shown(limits, one).isPresent()) {
                all.add(one);
            }
        }
    }
}
