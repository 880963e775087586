package org.osteon.app.http.web.apps;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.charts.Records;
import org.osteon.records.people.Accounts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The programs of a site, for administrators.
@RestController
final class AppsController {
    private final Apps apps;
    private final Records records;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    AppsController(Apps apps, Records records, Clock clock, Html html, Desk desk) {
        this.apps = apps;
        this.records = records;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/apps")
    ResponseEntity<String> all(HttpServletRequest request, HttpServletResponse response) {
        records.require(Action.ACCOUNTS);
        List<App> shown = apps.all();
        Frame frame = desk.frame(request, response, "Programs");
        return html.page((out, interceptor) ->
                JteappsGenerated.render(out, interceptor, frame, shown, Accounts.known()));
    }

    @PostMapping("/apps")
    ResponseEntity<String> register(HttpServletRequest request, HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        desk.requireConfirmed(request);
        App.Kind kind =
                switch (text(request, "kind")) {
                    case "key" -> App.Kind.KEY;
                    case "secret" -> App.Kind.SECRET;
                    default -> App.Kind.PUBLIC;
                };
        Apps.Registered registered =
                apps.register(
                        by,
                        new App(
                                text(request, "id"),
                                text(request, "title"),
                                kind,
                                text(request, "redirects")
                                        .lines()
                                        .map(String::strip)
                                        .filter(line -> !line.isEmpty())
                                        .toList(),
                                text(request, "launch"),
                                text(request, "scopes").replaceAll("\\s+", " "),
                                "",
                                kind == App.Kind.KEY
                                        ? SignedStatements.keys(text(request, "keys"))
                                        : "",
                                text(request, "role"),
                                text(request, "issuer"),
                                text(request, "introspects").equals("yes"),
                                false,
                                clock.instant()));
        if (registered.secret().isEmpty()) {
            desk.notice(response, registered.app().title() + " is registered.");
            return Html.seeOther("/apps");
        }
        Frame frame = desk.frame(request, response, registered.app().title());
        List<String> secret = registered.secret().stream().toList();
        return html.page((out, interceptor) ->
                JteappsecretGenerated.render(
                        out, interceptor, frame, registered.app(), secret.getFirst()));
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }

    @PostMapping("/apps/{id}")
    ResponseEntity<String> change(
            @PathVariable String id,
            @RequestParam(name = "do") String what,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        apps.disable(by, id, what.toLowerCase(Locale.ROOT).equals("shut"));
        return Html.seeOther("/apps");
    }
}
