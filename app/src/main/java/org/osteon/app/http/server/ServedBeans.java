package org.osteon.app.http.server;

import java.time.Clock;
import java.time.Duration;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.Assertions;
import org.osteon.records.apps.IdentityTokens;
import org.osteon.records.apps.Launches;
import org.osteon.records.apps.ShownKeys;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.apps.Standing;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.cards.CardLedger;
import org.osteon.records.cards.FurtherPages;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.cohort.ClinicBand;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.SourceReviews;
import org.osteon.records.links.Links;
import org.osteon.records.links.Outbox;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.links.Translations;
import org.osteon.records.links.Wordings;
import org.osteon.records.notices.Deliveries;
import org.osteon.records.notices.Notices;
import org.osteon.records.outside.Addresses;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.Passwords;
import org.osteon.records.people.ProvidedAccounts;
import org.osteon.records.people.SealedTexts;
import org.osteon.records.people.Sessions;
import org.osteon.records.people.Tokens;
import org.osteon.records.reports.SiteReporting;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.ScreeningList;
import org.osteon.records.studies.Studies;
import org.osteon.search.ServedDonors;
import org.osteon.store.ChartStore;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.context.support.GenericApplicationContext;

/// What the doors of a server ask: one of each, made of what it serves.
final class ServedBeans {
    private static final Duration BETWEEN_DELIVERIES = Duration.ofSeconds(1);

    private ServedBeans() {}

    static void register(
            GenericApplicationContext beans,
            Server.Contents contents,
            Limits limits,
            ServerBinding listening) {
        beans.registerBean(ChartStore.class, contents::store);
        StoredCharts charts = new StoredCharts(contents.store());
        beans.registerBean(StoredCharts.class, () -> charts);
        Records records = new Records(contents.store(), charts, contents.clock());
        beans.registerBean(Records.class, () -> records);
        beans.registerBean(KnowledgeText.class, () -> new KnowledgeText(contents.knowledge()));
        Passwords passwords = new HashedPasswords();
        beans.registerBean(
                Accounts.class, () -> new Accounts(contents.store(), passwords, contents.clock()));
        beans.registerBean(Passkeys.class, () -> new Passkeys(contents.store(), contents.clock()));
        beans.registerBean(Sessions.class, () -> new Sessions(contents.store(), contents.clock()));
        beans.registerBean(SealedTexts.class, () -> new SealedTexts(contents.store()));
        beans.registerBean(Tokens.class, () -> new Tokens(contents.store(), contents.clock()));
        beans.registerBean(Grants.class, () -> new Grants(contents.store(), contents.clock()));
        beans.registerBean(
                ProvidedAccounts.class,
                () -> new ProvidedAccounts(contents.store(), contents.clock()));
        contents.hospital()
                .ifPresent(hospital ->
                        beans.registerBean(
                                HospitalProvider.class,
                                () -> new HospitalProvider(hospital, contents.clock())));
        beans.registerBean(
                CardLedger.class, () -> new CardLedger(contents.store(), contents.clock()));
        beans.registerBean(Links.class, () -> new Links(contents.store(), contents.clock()));
        beans.registerBean(
                PatientTexts.class, () -> new PatientTexts(contents.store(), contents.clock()));
        beans.registerBean(Outbox.class, () -> new Outbox(contents.store(), contents.clock()));
        beans.registerBean(Wordings.class, () -> new Wordings(contents.store()));
        beans.registerBean(Translations.class, () -> new Translations(contents.store()));
        beans.registerBean(
                SourceReviews.class, () -> new SourceReviews(contents.store(), contents.clock()));
        beans.registerBean(ClinicBand.class, () -> new ClinicBand(contents.store()));
        beans.registerBean(Apps.class, () -> new Apps(contents.store(), contents.clock()));
        beans.registerBean(Launches.class, () -> new Launches(contents.store(), contents.clock()));
        beans.registerBean(
                IdentityTokens.class, () -> new IdentityTokens(contents.store(), contents.clock()));
        beans.registerBean(
                SignedStatements.class,
                () ->
                        new SignedStatements(
                                new Assertions(contents.store(), contents.clock()),
                                new ShownKeys(contents.clock()),
                                contents.clock()));
        beans.registerBean(
                AppGrants.class,
                () ->
                        new AppGrants(
                                contents.store(),
                                new Apps(contents.store(), contents.clock()),
                                new Accounts(contents.store(), passwords, contents.clock()),
                                new Sessions(contents.store(), contents.clock()),
                                contents.clock()));
        RightOfWay way = new RightOfWay(Runtime.getRuntime().availableProcessors());
        beans.registerBean(RightOfWay.class, () -> way);
        beans.registerBean(BulkExports.class, () -> exports(contents, records, passwords, way));
        Addresses addresses = new Addresses(contents.rules().told());
        FurtherPages pages = new FurtherPages(new Addresses(contents.rules().asked()));
        beans.registerBean(FurtherPages.class, () -> pages);
        Notices notices = new Notices(contents.store(), records, addresses, contents.clock());
        beans.registerBean(Notices.class, () -> notices);
        beans.registerBean(
                Deliveries.class,
                () ->
                        new Deliveries(
                                contents.store(),
                                notices,
                                records,
                                new Standing(contents.store(), passwords, contents.clock()),
                                addresses,
                                contents.clock(),
                                BETWEEN_DELIVERIES));
        Studies studies =
                new Studies(contents.store(), records, contents.knowledge(), contents.clock());
        beans.registerBean(Studies.class, () -> studies);
        beans.registerBean(Enrolment.class, () -> new Enrolment(studies));
        beans.registerBean(ScreeningList.class, () -> new ScreeningList(studies));
        beans.registerBean(KnowledgeBase.class, contents::knowledge);
        SiteReporting typed = new SiteReporting(contents.store());
        contents.forms().typedBy(typed::files);
        beans.registerBean(SiteReporting.class, () -> typed);
        beans.registerBean(FormLibrary.class, contents::forms);
        beans.registerBean(Clock.class, contents::clock);
        beans.registerBean(Server.Demonstration.class, contents::demo);
        beans.registerBean(ServedDonors.class, contents::donors);
        beans.registerBean(Server.SiteRules.class, contents::rules);
        beans.registerBean(Server.KeptKnowledge.class, contents::kept);
        beans.registerBean(Server.SiteFeeds.class, contents::feeds);
        beans.registerBean(Limits.class, () -> limits);
        beans.registerBean(ServerBinding.class, () -> listening);
    }

    private static BulkExports exports(
            Server.Contents contents, Records records, Passwords passwords, RightOfWay way) {
        return new BulkExports(
                contents.store(),
                records,
                new Standing(contents.store(), passwords, contents.clock()),
                contents.rules().exportsOf(contents.store()),
                contents.clock(),
                BulkExports.Pace.USUAL.makingWay(way));
    }
}
