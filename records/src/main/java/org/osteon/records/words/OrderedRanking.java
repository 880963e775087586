package org.osteon.records.words;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.hla.search.RankingProfile;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Pathway;

/// By what donors are ranked for a patient where nobody chooses: what the patient's plan orders
/// (reference of HLA, section 17).
public final class OrderedRanking {
    private OrderedRanking() {}

    /// The profile of the prophylaxis that is ordered; empty where none is.
    public static Optional<RankingProfile> of(List<Pathway> pathways, Chart chart, LocalDate day) {
        ChartOnDay onDay = new ChartOnDay(pathways, chart, day);
        return pathways.stream()
                .map(pathway -> RankingProfile.ordered(onDay.assess(pathway).results()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
