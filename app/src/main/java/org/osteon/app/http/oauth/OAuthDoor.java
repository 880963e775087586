package org.osteon.app.http.oauth;

import java.util.List;
import org.osteon.app.http.Door;
import org.osteon.app.http.ServerAddress;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// How programs are let in.
@Component
@Order(3)
final class OAuthDoor implements Door {
    @Override
    public String title() {
        return "SMART App Launch 2.2";
    }

    @Override
    public String path() {
        return ServerAddress.AUTHORIZE;
    }

    @Override
    public List<Offer> offers() {
        return List.of(
                new Offer(
                        "authorization code with PKCE",
                        "a person lets a program in, from a patient's page or from the program"),
                new Offer("refresh", "each token once; one that is shown twice ends all"),
                new Offer("backend services", "a program signs for itself (RS384, ES384)"),
                new Offer("introspection, revocation", "what a token is, and giving it back"));
    }

    @Override
    public List<Try> tries(String patient) {
        return List.of(
                new Try(
                        "What there is for programs",
                        "GET",
                        "/fhir/.well-known/smart-configuration",
                        ""));
    }
}
