package org.osteon.app.http.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;

/// Watches each body where it comes off the wire, whoever reads it then: a stream, a form, an
/// upload. A filter would not see the last two.
final class BodyValve extends ValveBase {
    private static final String BODY = "osteon.body";

    private final Bodies bodies;

    BodyValve(Bodies bodies) {
        this.bodies = bodies;
    }

    /// The body of a request; null where it has none.
    static Bodies.@Nullable Body of(jakarta.servlet.ServletRequest request) {
        return (Bodies.Body) request.getAttribute(BODY);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InputBuffer wire = request.getCoyoteRequest().getInputBuffer();
        Watched watched = new Watched(wire, request);
        request.getCoyoteRequest().setInputBuffer(watched);
        try {
            getNext().invoke(request, response);
        } finally {
            request.getCoyoteRequest().setInputBuffer(wire);
            Bodies.Body body = watched.body;
            if (body != null) {
                body.gone();
            }
        }
        if (watched.refused) {
            // The rest is not waited for: it would drip in as slowly as what came.
            response.finishResponse();
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /// Nothing is counted before somebody reads.
    private final class Watched implements InputBuffer {
        private final InputBuffer wire;
        private final Request request;
        private Bodies.@Nullable Body body;
        private boolean refused;

        Watched(InputBuffer wire, Request request) {
            this.wire = wire;
            this.request = request;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            try {
                Bodies.Body coming = body;
                if (coming == null) {
                    coming = bodies.from(request.getRemoteAddr());
                    body = coming;
                    request.setAttribute(BODY, coming);
                }
                int count = wire.doRead(handler);
                if (count < 0) {
                    coming.here();
                } else {
                    coming.came(count);
                }
                return count;
            } catch (Problem e) {
                refused = true;
                throw e;
            }
        }

        @Override
        public int available() {
            return wire.available();
        }
    }
}
