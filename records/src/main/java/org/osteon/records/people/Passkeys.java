package org.osteon.records.people;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// Passkeys (W3C Web Authentication, level 3): a key that stays on somebody's device lets them in,
/// once the device has seen that it is them. So a passkey is two factors. What is sent is checked
/// by webauthn4j; here it is kept whose it is, and each challenge is good once.
public final class Passkeys {
    /// How long somebody may take.
    public static final Duration CHALLENGE = Duration.ofMinutes(5);

    private static final int MOST = 10;
    private static final int LONGEST_LABEL = 60;
    private static final int LONGEST_ANSWER = 100_000;

    /// What devices can sign with: EdDSA, ECDSA with P-256, RSA.
    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(
                    COSEAlgorithmIdentifier.EdDSA,
                    COSEAlgorithmIdentifier.ES256,
                    COSEAlgorithmIdentifier.RS256);

    private final ChartStore store;
    private final Notes<Passkey> passkeys;
    private final Notes<Challenge> challenges;
    private final Clock clock;
    private final WebAuthnManager webAuthn;
    private final AttestedCredentialDataConverter credentials;

    public Passkeys(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.passkeys = new Notes<>(store, "passkey", Passkey.class);
        this.challenges = new Notes<>(store, "passkey-challenge", Challenge.class);
        ObjectConverter converter = new ObjectConverter();
        this.webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.credentials = new AttestedCredentialDataConverter(converter);
    }

    /// @param account who adds a passkey, or shows anew who they are; empty: somebody who signs in
    record Challenge(String account, Instant until) {}

    /// What an authenticator is asked to add.
    ///
    /// @param challenge in base64url
    /// @param user what stands for the account on the device, in base64url; says nothing of it
    /// @param algorithms numbers of COSE
    /// @param known ids of those that there are, so that one device has one
    public record Addition(
            String challenge, String user, List<Long> algorithms, List<String> known) {}

    /// What came of a sign-in.
    public sealed interface Entry {
        /// It is them.
        record Known(Passkey passkey) implements Entry {}

        /// It is not.
        ///
        /// @param account whose passkey it was; empty where it is nobody's
        /// @param why for the trail, not for who tried
        record Refused(String account, String why) implements Entry {}
    }

    /// Those of an account, the oldest first.
    public List<Passkey> of(String account) {
        return passkeys.all().stream()
                .filter(one -> one.account().equals(account))
                .sorted(Comparator.comparing(Passkey::made))
                .toList();
    }

    /// The accounts that have one.
    public Set<String> owners() {
        return passkeys.all().stream().map(Passkey::account).collect(Collectors.toSet());
    }

    /// Takes one away; false where they have no such.
    public boolean remove(String by, String account, String id) {
        if (passkeys.one(id).filter(one -> one.account().equals(account)).isEmpty()) {
            return false;
        }
        record(by, "passkey-removed", account);
        return passkeys.remove(id);
    }

    /// Takes all of an account away: of somebody who lost a device.
    public void removeAll(String by, String account) {
        of(account).forEach(one -> remove(by, account, one.id()));
    }

    // --- adding ---

    /// Begins to add one.
    public Addition adding(String account) {
        if (of(account).size() >= MOST) {
            throw refused("There are " + MOST + " already", "Take one away that is used no more.");
        }
        return new Addition(
                challenge(account),
                base64(HexFormat.of().parseHex(Secrets.kept("osteon passkey " + account))),
                ALGORITHMS.stream().map(COSEAlgorithmIdentifier::getValue).toList(),
                of(account).stream().map(Passkey::id).toList());
    }

    /// Adds one.
    ///
    /// @param origin of this server, `https://name`
    /// @param answer what the browser made, as its `toJSON` says it
    /// @throws Problem where it cannot be believed
    public Passkey add(String account, String label, String origin, String answer) {
        String name = label.strip().replaceAll("\\p{Cntrl}", " ");
        if (name.isEmpty() || name.length() > LONGEST_LABEL) {
            throw refused(
                    "What is it called?",
                    "A name of 1 to " + LONGEST_LABEL + " characters tells it from others.");
        }
        String given = bounded(answer);
        RegistrationData data =
                read(() -> webAuthn.parseRegistrationResponseJSON(given))
                        .orElseThrow(Passkeys::unbelievable);
        CollectedClientData client = data.getCollectedClientData();
        if (client == null
                || data.getAttestationObject() == null
                || !take(client.getChallenge().getValue(), account)) {
            throw unbelievable();
        }
        RegistrationParameters asked =
                new RegistrationParameters(
                        server(origin, client.getChallenge().getValue()), parameters(), true, true);
        RegistrationData verified =
                read(() -> webAuthn.verify(data, asked)).orElseThrow(Passkeys::unbelievable);
        Passkey passkey = made(account, name, verified);
        if (!passkeys.add(passkey.id(), passkey)) {
            throw unbelievable();
        }
        record(account, "passkey-added", account);
        return passkey;
    }

    private Passkey made(String account, String name, RegistrationData verified) {
        AttestationObject attested = verified.getAttestationObject();
        AuthenticatorData<?> made = attested == null ? null : attested.getAuthenticatorData();
        AttestedCredentialData credential = made == null ? null : made.getAttestedCredentialData();
        if (made == null || credential == null) {
            throw unbelievable();
        }
        return new Passkey(
                base64(credential.getCredentialId()),
                account,
                name,
                base64(credentials.convert(credential)),
                made.getSignCount(),
                made.isFlagBE(),
                clock.instant(),
                null);
    }

    /// What anybody can send is read by a library that has many ways of saying that it cannot; all
    /// of them say that it is no answer of a passkey.
    private static <T> Optional<T> read(Supplier<@Nullable T> reading) {
        try {
            return Optional.ofNullable(reading.get());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    // --- signing in ---

    /// What somebody signs who signs in.
    public String signingIn() {
        return challenge("");
    }

    /// What somebody signs who is signed in and shows anew who they are.
    public String confirming(String account) {
        return challenge(ofConfirming(account));
    }

    /// Nobody's user name is like this.
    private static String ofConfirming(String account) {
        return "confirm " + account;
    }

    /// Whether it is somebody.
    ///
    /// @param origin of this server
    /// @param answer what the browser made, as its `toJSON` says it
    public Entry enter(String origin, String answer) {
        return entered("", origin, answer);
    }

    /// Whether it still is who is signed in: by a passkey of theirs, over what they were asked just
    /// now, and not what somebody signed to get in.
    public boolean confirms(String account, String origin, String answer) {
        return entered(ofConfirming(account), origin, answer) instanceof Entry.Known(Passkey key)
                && key.account().equals(account);
    }

    private Entry entered(String asked, String origin, String answer) {
        String given = bounded(answer);
        Optional<AuthenticationData> read =
                read(() -> webAuthn.parseAuthenticationResponseJSON(given));
        if (read.isEmpty()) {
            return new Entry.Refused("", "no answer of a passkey");
        }
        AuthenticationData data = read.get();
        CollectedClientData client = data.getCollectedClientData();
        Optional<Passkey> found =
                Optional.ofNullable(data.getCredentialId())
                        .map(Passkeys::base64)
                        .flatMap(passkeys::one);
        String account = found.map(Passkey::account).orElse("");
        if (client == null || !take(client.getChallenge().getValue(), asked)) {
            return new Entry.Refused(account, "not asked for, or used already");
        }
        if (found.isEmpty()) {
            return new Entry.Refused("", "of no passkey here");
        }
        AuthenticationParameters parameters =
                new AuthenticationParameters(
                        server(origin, client.getChallenge().getValue()),
                        kept(found.get()),
                        null,
                        true,
                        true);
        try {
            var _ = webAuthn.verify(data, parameters);
        } catch (RuntimeException e) {
            return new Entry.Refused(account, reason(e));
        }
        AuthenticatorData<?> said = data.getAuthenticatorData();
        long counted = said == null ? 0 : said.getSignCount();
        return passkeys.change(found.get().id(), one -> one.used(clock.instant(), counted))
                .<Entry>map(Entry.Known::new)
                .orElseGet(() -> new Entry.Refused(account, "taken away meanwhile"));
    }

    private CredentialRecordImpl kept(Passkey passkey) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.synced(),
                null,
                passkey.counter(),
                credentials.convert(bytes(passkey.credential())),
                null,
                null,
                null,
                Set.of());
    }

    /// Which check failed, by the library's name for it: in the trail of the site, not to who
    /// tried.
    private static String reason(RuntimeException failed) {
        return failed.getClass().getSimpleName().replace("Exception", "");
    }

    // --- challenges ---

    private String challenge(String account) {
        Instant now = clock.instant();
        challenges.ids(one -> now.isAfter(one.until())).forEach(challenges::remove);
        byte[] bytes = Secrets.bytes(32);
        challenges.keep(Secrets.kept(base64(bytes)), new Challenge(account, now.plus(CHALLENGE)));
        return base64(bytes);
    }

    /// Whether it was given out for this, and not used yet.
    private boolean take(byte[] challenge, String account) {
        String id = Secrets.kept(base64(challenge));
        return challenges
                .one(id)
                .filter(one -> one.account().equals(account))
                .filter(one -> clock.instant().isBefore(one.until()))
                .filter(_ -> challenges.remove(id))
                .isPresent();
    }

    private static ServerProperty server(String origin, byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(origin))
                .rpId(URI.create(origin).getHost())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static List<PublicKeyCredentialParameters> parameters() {
        return ALGORITHMS.stream()
                .map(one ->
                        new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, one))
                .toList();
    }

    private static String bounded(String answer) {
        if (answer.getBytes(StandardCharsets.UTF_8).length > LONGEST_ANSWER) {
            throw unbelievable();
        }
        return answer;
    }

    private static String base64(byte @Nullable [] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static Problem unbelievable() {
        return refused(
                "That passkey cannot be used",
                "What the device answered does not belong to what was asked here just now.");
    }

    private static Problem refused(String title, String message) {
        return new Problem(
                ProblemKind.INCOMPLETE, title, message, "Go back to your account and try again.");
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }
}
