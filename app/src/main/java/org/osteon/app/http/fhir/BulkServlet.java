package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has become of an export: how far it is, what there is, its files; and an end to it.
final class BulkServlet extends HttpServlet {
    static final String PATH = FhirConfiguration.PATH + "/bulk";

    @Serial private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BulkServlet.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RETRY_SECONDS = "2";

    private final transient BulkExports exports;

    BulkServlet(BulkExports exports) {
        this.exports = exports;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = String.valueOf(request.getPathInfo());
        String[] parts = path.split("/", -1);
        try {
            if (parts.length < 2 || parts.length > 3) {
                throw missing();
            }
            switch (request.getMethod()) {
                case "GET", "HEAD" -> {
                    if (parts.length == 2) {
                        status(parts[1], request, response);
                    } else {
                        file(parts[1], parts[2], response);
                    }
                }
                case "DELETE" -> {
                    if (parts.length != 2 || !exports.cancel(parts[1])) {
                        throw missing();
                    }
                    response.setStatus(HttpServletResponse.SC_ACCEPTED);
                }
                default -> {
                    response.setHeader("Allow", "GET, HEAD, DELETE");
                    answer(
                            response,
                            HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                            FhirProblems.outcome(
                                    Problem.unusable(
                                            "an export is asked for (GET), or ended (DELETE)")));
                }
            }
        } catch (RuntimeException e) {
            Problem problem = Problem.of(e);
            if (problem.kind() == ProblemKind.FAULT) {
                LOG.error("{} {} failed", request.getMethod(), PATH, e);
            }
            answer(
                    response,
                    ProblemAnswer.of(problem.kind()).status().value(),
                    FhirProblems.outcome(problem));
        }
    }

    private static Problem missing() {
        return new Problem(
                ProblemKind.MISSING,
                "there is no such export; it was deleted, its time is over, or it is not yours");
    }

    private void status(String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        BulkJob job = exports.job(id).orElseThrow(BulkServlet::missing);
        if (job.failed()) {
            answer(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    FhirProblems.outcome(new Problem(ProblemKind.UNAVAILABLE, job.problem())));
        } else if (job.done()) {
            Instant expires = job.expires();
            if (expires != null) {
                response.setHeader(
                        "Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                expires.atOffset(ZoneOffset.UTC)));
            }
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream()
                    .write(
                            JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsBytes(manifest(job, ServerAddress.of(request))));
        } else {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            response.setHeader(
                    "X-Progress",
                    String.format(Locale.ROOT, "%,d of %,d charts", job.looked(), job.total()));
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
    }

    private static ObjectNode manifest(BulkJob job, String server) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("transactionTime", job.asked().toString());
        manifest.put("request", job.request().address());
        manifest.put("requiresAccessToken", true);
        String base = server + PATH + "/" + job.id() + "/";
        ArrayNode output = manifest.putArray("output");
        job.output().forEach((type, one) -> add(output, type, base + type + ".ndjson", one));
        part(manifest.putArray("deleted"), "Bundle", BulkJob.DELETED, job.files(), base);
        part(manifest.putArray("error"), "OperationOutcome", BulkJob.ERRORS, job.files(), base);
        return manifest;
    }

    private static void part(
            ArrayNode list,
            String type,
            String name,
            Map<String, BulkJob.Written> files,
            String base) {
        BulkJob.Written written = files.get(name);
        if (written != null) {
            add(list, type, base + name, written);
        }
    }

    private static void add(ArrayNode list, String type, String url, BulkJob.Written written) {
        list.addObject().put("type", type).put("url", url).put("count", written.lines());
    }

    private void file(String id, String name, HttpServletResponse response) throws IOException {
        Path file = exports.file(id, name).orElseThrow(BulkServlet::missing);
        response.setContentType("application/fhir+ndjson");
        response.setContentLengthLong(Files.size(file));
        Files.copy(file, response.getOutputStream());
    }

    private static void answer(HttpServletResponse response, int status, OperationOutcome outcome)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getOutputStream()
                .write(
                        FhirContext.forR4Cached()
                                .newJsonParser()
                                .encodeResourceToString(outcome)
                                .getBytes(StandardCharsets.UTF_8));
    }
}
