package org.osteon.app.http.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osteon.access.Grant;
import org.osteon.access.Role;
import org.osteon.records.apps.Standing;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.bulk.BulkRequest;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.store.ChartStore;

/// Goes on with an export in a process of its own, to be killed. Writes how far it is, until it is
/// done.
final class ExportingProcess {
    static final BulkExports.Pace SLOW = new BulkExports.Pace(3, Duration.ZERO);
    private static final long BETWEEN_LOOKS_MILLIS = 5;

    private ExportingProcess() {}

    /// Everything that is in a store.
    static final BulkRequest ALL =
            new BulkRequest(
                    "http://here/fhir/$export",
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    BulkRequest.Provenance.NONE);

    static Clock clock() {
        return Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    }

    static BulkExports exports(ChartStore store, Path folder, BulkExports.Pace pace) {
        return new BulkExports(
                store,
                new Records(store, new StoredCharts(store), clock()),
                new Standing(store, new HashedPasswords(), clock()),
                Optional.of(folder.resolve("exports")),
                clock(),
                pace);
    }

    /// What the physician of the store does who asks.
    static <T> T asked(ChartStore store, Function<Account, T> what) {
        Account account =
                new Accounts(store, new HashedPasswords(), clock()).account("doc").orElseThrow();
        Visit visit =
                new Visit(
                        account.person(),
                        new Role("physician"),
                        List.of(Grant.SiteTeam.ofAll(account.id())),
                        "",
                        "",
                        "",
                        true);
        return Visits.answer(visit, () -> what.apply(account));
    }

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"));
                BulkExports exports = exports(store, folder, SLOW)) {
            exports.start();
            for (BulkJob job = job(store, exports, args[1]); ; job = job(store, exports, args[1])) {
                System.out.println(job.ended() == null ? job.looked() : "done " + job.problem());
                System.out.flush();
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    private static BulkJob job(ChartStore store, BulkExports exports, String id) {
        return asked(store, _ -> exports.job(id).orElseThrow());
    }
}
