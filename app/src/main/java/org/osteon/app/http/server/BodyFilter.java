package org.osteon.app.http.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has the body of a request here, whole and unpacked, before anything is done about it; then waits
/// for its turn. A client that sends slowly costs a waiting thread of a few kilobytes and nothing
/// else, and what is packed cannot become larger than what is taken unpacked, whatever door it is
/// sent to.
@Component
@Order(0)
final class BodyFilter extends OncePerRequestFilter {
    private static final int BLOCK = 1 << 13;

    /// What a form has besides its file.
    private static final long AROUND_A_FILE = 1 << 21;

    private final Limits limits;
    private final Turns turns;

    BodyFilter(Limits limits, Turns turns) {
        this.limits = limits;
        this.turns = turns;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest whole = whole(request);
        if (request.getRequestURI().startsWith("/health")) {
            chain.doFilter(whole, response);
            return;
        }
        try (Turns.Turn _ = turns.take(request.getRemoteAddr())) {
            chain.doFilter(whole, response);
        }
    }

    private HttpServletRequest whole(HttpServletRequest request)
            throws IOException, ServletException {
        boolean sent =
                request.getContentLengthLong() > 0
                        || request.getHeader("Transfer-Encoding") != null;
        if (!sent) {
            readParameters(request);
            return request;
        }
        String type =
                Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        String packed =
                Optional.ofNullable(request.getHeader("Content-Encoding"))
                        .orElse("identity")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        boolean form = type.startsWith("application/x-www-form-urlencoded");
        boolean upload = type.startsWith("multipart/form-data");
        if (request.getContentLengthLong() > limits.mostBytes() + (upload ? AROUND_A_FILE : 0)) {
            throw new Problem(
                    ProblemKind.TOO_LARGE,
                    "the body is larger than "
                            + limits.mostBytes() / 1_000_000
                            + " MB; import large exports with the command 'osteon import'");
        }
        if (!List.of("identity", "gzip", "x-gzip").contains(packed)
                || (!packed.equals("identity") && (form || upload))) {
            throw new Problem(
                    ProblemKind.UNKNOWN_TYPE,
                    "a body with Content-Encoding '"
                            + packed
                            + "' is not read; send it as it is, or a body of JSON with gzip");
        }
        if (upload) {
            readUpload(request);
        }
        readParameters(request);
        if (form || upload) {
            return request;
        }
        byte[] body = read(request, !packed.equals("identity"));
        return new Here(request, type.contains("json") ? SentJson.plain(body, type) : body);
    }

    /// Of a form and of the address: what cannot be read is told here, before anybody asks for one.
    private static void readParameters(HttpServletRequest request) {
        try {
            request.getParameterMap();
        } catch (InvalidParameterException e) {
            if (RequestFilter.problemIn(e).isPresent() || RequestFilter.isBrokenOff(e)) {
                throw e;
            }
            throw Problem.unusable(
                    "the parameters in the address or in the form cannot be read: each is"
                            + " NAME=VALUE, with %20 for what is not as it stands");
        }
    }

    private static void readUpload(HttpServletRequest request) throws IOException {
        try {
            request.getParts();
        } catch (IOException | ServletException | IllegalStateException e) {
            if (RequestFilter.problemIn(e).isPresent() || RequestFilter.isBrokenOff(e)) {
                throw e instanceof IOException io ? io : new IOException(e);
            }
            throw Problem.unusable(
                    "the upload cannot be read: it is no complete form of multipart/form-data of up"
                            + " to 64 MB");
        }
    }

    private static byte[] read(HttpServletRequest request, boolean packed) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        try (InputStream stream = unpacked(request.getInputStream(), packed)) {
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                Bodies.Body body = BodyValve.of(request);
                if (body != null) {
                    body.holds(read);
                }
                whole.write(block, 0, read);
            }
        } catch (ZipException | EOFException e) {
            if (packed) {
                throw Problem.unusable("the body is not gzip: " + e.getMessage());
            }
            throw e;
        }
        return whole.toByteArray();
    }

    private static InputStream unpacked(InputStream stream, boolean packed) throws IOException {
        return packed ? new GZIPInputStream(stream, BLOCK) : stream;
    }

    /// A request whose body is here. It is as if it had been sent unpacked.
    private static final class Here extends HttpServletRequestWrapper {
        private static final String PACKED = "Content-Encoding";

        private final byte[] body;

        Here(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Stream(body);
        }

        @Override
        public BufferedReader getReader() {
            String named = getCharacterEncoding();
            return new BufferedReader(
                    new InputStreamReader(
                            new ByteArrayInputStream(body),
                            named == null ? StandardCharsets.UTF_8 : Charset.forName(named)));
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(PACKED) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(PACKED)
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }
    }

    private static final class Stream extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Stream(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] block, int offset, int length) {
            return bytes.read(block, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("requests are answered one by one");
        }
    }
}
