package org.osteon.records.charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Limits;
import org.osteon.access.Scopes;
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
    private final AccessCheck asking;
    private final Withholding withholding;

    RecordSearch(ChartStore store, AccessCheck asking, Withholding withholding) {
        this.store = store;
        this.asking = asking;
        this.withholding = withholding;
    }

    Page of(ResourceQuery query) {
        if (query.charts().isEmpty()) {
            Sight sight = asking.sight(Action.READ, false, Scopes.Need.search(query.type()));
            return sight.isWhole() ? store.search(query) : filtered(query, sight::of);
        }
        Visit visit = AccessCheck.visit();
        Map<String, Limits> named = new LinkedHashMap<>();
        for (String chart : query.charts()) {
            Scopes.Need need = Scopes.Need.search(query.type());
            mayRead(visit, chart, need)
                    .or(() -> asking.limits(Action.READ, chart, need))
                    .ifPresent(limits -> named.put(chart, limits));
        }
        if (named.isEmpty()) {
            return new Page(List.of(), 0, Optional.empty());
        }
        ResourceQuery theirs = query.inChart(named.keySet().toArray(String[]::new));
        return named.values().stream().noneMatch(Limits::mayWithhold)
                ? store.search(theirs)
                : filtered(theirs, chart -> Optional.ofNullable(named.get(chart)));
    }

    private Optional<Limits> mayRead(Visit visit, String chart, Scopes.Need need) {
        return AccessCheck.isId(chart)
                        && asking.askOfChart(visit, Action.READ, chart, need).decision()
                                instanceof Decision.Allowed(Limits limits)
                        && !limits.pseudonymised()
                ? Optional.of(limits)
                : Optional.empty();
    }

    /// Where not everything is theirs, all is looked through here, so that totals and pages tell of
    /// nothing else.
    private Page filtered(ResourceQuery query, Function<String, Optional<Limits>> seen) {
        List<StoredResource> all = new ArrayList<>();
        ResourceQuery from =
                new ResourceQuery(
                        query.type(),
                        query.charts(),
                        query.ids(),
                        query.tokens(),
                        query.date(),
                        query.recorded(),
                        query.dates(),
                        query.order(),
                        AT_ONCE,
                        0,
                        Optional.empty(),
                        OptionalLong.empty());
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

    private void take(
            Page page, Function<String, Optional<Limits>> seen, List<StoredResource> all) {
        for (StoredResource one : page.resources()) {
            seen.apply(one.chart())
                    .flatMap(limits -> withholding.shown(limits, one))
                    .ifPresent(_ -> all.add(one));
        }
    }
}
