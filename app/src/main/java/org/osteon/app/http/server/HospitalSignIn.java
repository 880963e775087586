package org.osteon.app.http.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.osteon.records.people.Accounts;
import org.osteon.records.words.Problem;

/// A hospital's identity provider (OpenID Connect), as a site's file says it.
///
/// @param issuer who it is, and where it is found
/// @param clientId as what this server is registered there
/// @param secret of this server there; empty: it has none, and shows itself by PKCE alone
/// @param title what the button says
/// @param roleClaim where it says what somebody is
/// @param roles what that is here
/// @param practitionerClaim where it says who they are in care teams; empty: nowhere
/// @param everybody whether they look after all patients, or those whose care team they are in
public record HospitalSignIn(
        String issuer,
        String clientId,
        String secret,
        String title,
        String roleClaim,
        Map<String, String> roles,
        String practitionerClaim,
        boolean everybody) {
    private static final String ROLE = "role.";

    public HospitalSignIn {
        roles = Map.copyOf(roles);
    }

    /// Reads a file.
    ///
    /// @throws Problem where it cannot be used, with the reason
    public static HospitalSignIn read(Path file) {
        Properties lines = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            String secretFile = lines.getProperty("client-secret-file", "").strip();
            return of(
                    lines,
                    secretFile.isEmpty()
                            ? ""
                            : Files.readString(file.resolveSibling(secretFile)).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.unusable(file + " cannot be read: " + e.getMessage());
        }
    }

    private static HospitalSignIn of(Properties lines, String secret) {
        Map<String, String> roles = new LinkedHashMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith(ROLE)) {
                String role = lines.getProperty(name).strip();
                if (!Accounts.known().contains(role)) {
                    throw Problem.unusable(
                            name
                                    + ": there is no role '"
                                    + role
                                    + "'; there are "
                                    + String.join(", ", Accounts.known()));
                }
                roles.put(name.substring(ROLE.length()), role);
            }
        }
        if (roles.isEmpty()) {
            throw Problem.unusable("it says of nobody what they are here: role.GROUP = nurse");
        }
        String issuer = required(lines, "issuer");
        URI uri = URI.create(issuer);
        boolean here =
                uri.getHost() != null
                        && List.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && here)) {
            throw Problem.unusable("issuer: '" + issuer + "' is not https://…");
        }
        String patients = lines.getProperty("patients", "care-teams").strip();
        if (!List.of("care-teams", "all").contains(patients)) {
            throw Problem.unusable("patients is care-teams or all, not '" + patients + "'");
        }
        return new HospitalSignIn(
                issuer,
                required(lines, "client-id"),
                secret,
                lines.getProperty("title", "Sign in with the hospital's account").strip(),
                lines.getProperty("role-claim", "groups").strip(),
                roles,
                lines.getProperty("practitioner-claim", "").strip(),
                patients.equals("all"));
    }

    private static String required(Properties lines, String name) {
        String said = lines.getProperty(name, "").strip();
        if (said.isEmpty()) {
            throw Problem.unusable(name + " is missing");
        }
        return said;
    }

    /// What somebody is here, by what the provider says of them.
    List<String> rolesOf(List<String> groups) {
        List<String> here = new ArrayList<>();
        for (String group : groups) {
            String role = roles.get(group);
            if (role != null && !here.contains(role)) {
                here.add(role);
            }
        }
        return here;
    }
}
