package org.osteon.app.http.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Action;
import org.osteon.access.RoleTable;
import org.osteon.records.charts.Visit;
import org.osteon.workflow.desk.Wording;

/// What surrounds every page.
///
/// @param title of the page
/// @param path where it is, to come back to
/// @param who who sits there, as far as they told
/// @param token what forms send back to show that they are ours
/// @param notice what the last action did
/// @param zone in which days and hours are said
/// @param visit whose request it is
/// @param demo whether all patients are made up
/// @param refreshSeconds after how many seconds the page comes again by itself; 0: not
public record Frame(
        String title,
        String path,
        Who who,
        String token,
        Optional<String> notice,
        int refreshSeconds,
        boolean demo,
        ZoneId zone,
        Optional<Visit> visit) {

    /// The day of a moment, as people write it.
    public String day(Instant moment) {
        return Wording.day(moment.atZone(zone).toLocalDate());
    }

    /// `page` for the entry of the navigation that the page belongs to.
    @Nullable String current(String entry) {
        boolean belongs = entry.equals("/") ? path.equals("/") : path.startsWith(entry);
        return belongs ? "page" : null;
    }

    /// Whether a role of theirs does such a thing: what the navigation offers.
    public boolean may(String action) {
        return visit.isPresent()
                && Action.of(action)
                        .filter(one -> RoleTable.standard().may(visit.get().person(), one))
                        .isPresent();
    }

    /// Whom to ask for such a thing: the roles that do it, `pharmacist or physician`.
    public String whoMay(String action) {
        return Action.of(action).map(RoleTable.standard()::whoMay).orElse("");
    }

    /// Whether a patient withheld a part of what the page shows.
    public boolean partWithheld() {
        return visit.map(Visit::partWithheld).orElse(false);
    }

    /// Whether the page shows somebody in a study in which who looks is blind.
    public boolean partBlinded() {
        return visit.map(Visit::partBlinded).orElse(false);
    }

    /// Until when the chart is open in an emergency; empty where it is open anyhow.
    public Optional<Instant> emergencyUntil() {
        return visit.flatMap(Visit::emergencyUntil);
    }

    /// Who is signed in, empty where nobody is.
    public Optional<String> person() {
        return Optional.of(who.name()).filter(name -> !name.isEmpty());
    }

    public Frame refreshing(int seconds) {
        return new Frame(title, path, who, token, notice, seconds, demo, zone, visit);
    }
}
