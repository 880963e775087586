package org.osteon.app.http.web.apps;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.Launches;
import org.osteon.records.apps.Pkce;
import org.osteon.records.apps.ScopeRequest;

/// A program that asks to be let in: held against what it was registered for, each time anew, when
/// the page is shown and when it is answered.
record AuthorizationRequest(
        App app,
        String redirect,
        String state,
        ScopeRequest scopes,
        String challenge,
        String launch,
        String nonce,
        Optional<String> patient) {
    private static final int LONGEST = 4_000;

    /// What becomes of what a program asks.
    sealed interface Check {
        /// A person is asked.
        record Ask(AuthorizationRequest asked) implements Check {}

        /// The program is told what is wrong.
        record Back(String address) implements Check {}

        /// Nobody is sent anywhere: who knows who asks.
        record Refuse(String why) implements Check {}
    }

    /// @param account who is asked to let it in
    /// @param own the chart that is theirs
    static Check of(
            HttpServletRequest request,
            Apps apps,
            Launches launches,
            String account,
            Optional<String> own) {
        Map<String, String[]> all = request.getParameterMap();
        for (String name : List.of("client_id", "redirect_uri")) {
            if (all.getOrDefault(name, new String[0]).length != 1) {
                return new Check.Refuse("it does not say once what its " + name + " is");
            }
        }
        String redirect = text(all, "redirect_uri");
        Optional<App> found = apps.app(text(all, "client_id"));
        if (found.isEmpty()) {
            return new Check.Refuse("no program of this name is registered here, or it is shut");
        }
        App app = found.get();
        if (!app.redirects().contains(redirect)) {
            return new Check.Refuse(
                    "it wants the browser sent back to an address that it was not registered with");
        }
        return checked(request, app, redirect, launches, account, own);
    }

    private static Check checked(
            HttpServletRequest request,
            App app,
            String redirect,
            Launches launches,
            String account,
            Optional<String> own) {
        Map<String, String[]> all = request.getParameterMap();
        String state = text(all, "state");
        for (String name :
                List.of(
                        "response_type",
                        "scope",
                        "state",
                        "aud",
                        "launch",
                        "code_challenge",
                        "code_challenge_method",
                        "nonce")) {
            String[] values = all.getOrDefault(name, new String[0]);
            if (values.length > 1 || (values.length == 1 && values[0].length() > LONGEST)) {
                return back(request, redirect, "", "invalid_request", name + " is given twice");
            }
        }
        if (state.isEmpty()) {
            return back(request, redirect, state, "invalid_request", "state is missing");
        }
        if (!text(all, "response_type").equals("code")) {
            return back(
                    request, redirect, state, "unsupported_response_type", "there is code only");
        }
        if (!text(all, "aud").replaceAll("/$", "").equals(ServerAddress.fhir(request))) {
            return back(
                    request,
                    redirect,
                    state,
                    "invalid_request",
                    "aud is not " + ServerAddress.fhir(request));
        }
        String challenge = text(all, "code_challenge");
        if (!text(all, "code_challenge_method").equals("S256") || !Pkce.isChallenge(challenge)) {
            return back(
                    request,
                    redirect,
                    state,
                    "invalid_request",
                    "a code_challenge by S256 is needed");
        }
        ScopeRequest scopes = ScopeRequest.of(text(all, "scope")).within(app.scopes()).ofPeople();
        if (scopes.isEmpty()) {
            return back(
                    request,
                    redirect,
                    state,
                    "invalid_scope",
                    "none of these scopes is registered for this program");
        }
        String launch = text(all, "launch");
        boolean opened = scopes.words().contains(ScopeRequest.LAUNCH);
        if (opened == launch.isEmpty()) {
            return back(
                    request,
                    redirect,
                    state,
                    "invalid_request",
                    "the scope launch and the parameter launch go together");
        }
        Optional<String> patient = opened ? launches.chart(launch, app, account) : own;
        if (opened && patient.isEmpty()) {
            return back(
                    request,
                    redirect,
                    state,
                    "invalid_request",
                    "this launch is not of this program and this person, or over");
        }
        return new Check.Ask(
                new AuthorizationRequest(
                        app,
                        redirect,
                        state,
                        scopes,
                        challenge,
                        launch,
                        text(all, "nonce"),
                        patient));
    }

    private static String text(Map<String, String[]> all, String name) {
        String[] values = all.getOrDefault(name, new String[0]);
        return values.length == 0 ? "" : values[0];
    }

    private static Check back(
            HttpServletRequest request, String redirect, String state, String error, String words) {
        return new Check.Back(
                address(
                        redirect,
                        Map.of(
                                "error",
                                error,
                                "error_description",
                                words,
                                "state",
                                state,
                                "iss",
                                ServerAddress.of(request))));
    }

    /// Where the browser is sent back to.
    static String address(String redirect, Map<String, String> parameters) {
        StringBuilder address = new StringBuilder(redirect);
        char separator = redirect.contains("?") ? '&' : '?';
        for (String name : List.of("code", "error", "error_description", "state", "iss")) {
            String value = parameters.getOrDefault(name, "");
            if (!value.isEmpty()) {
                address.append(separator)
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                separator = '&';
            }
        }
        return address.toString();
    }

    /// Where the program is, as people read it.
    String place() {
        URI uri = URI.create(redirect);
        return uri.getHost() == null ? "an app on this device" : uri.getAuthority();
    }

    /// What browsers call where the form ends.
    String end() {
        URI uri = URI.create(redirect);
        return uri.getHost() == null
                ? uri.getScheme() + ":"
                : uri.getScheme() + "://" + uri.getAuthority();
    }

    /// Whether a person has to say whose chart it is opened with.
    boolean asksForPatient() {
        return scopes.needsPatient() && patient.isEmpty();
    }
}
