package org.osteon.app.http.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.osteon.records.charts.Visit;

/// An answer of which nothing leaves before the looks that it is made of are on disk: they are
/// written while it is made. Where one cannot be written, an error is answered in its place. What
/// Spring writes waits in [LooksBeforeBody] already.
final class LooksFirst extends HttpServletResponseWrapper {
    private final Visit visit;

    LooksFirst(HttpServletResponse response, Visit visit) {
        super(response);
        this.visit = visit;
    }

    private void settle() {
        try {
            visit.settle();
        } catch (RuntimeException e) {
            if (!isCommitted()) {
                // The error has a length of its own.
                setContentLengthLong(-1);
            }
            throw e;
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        settle();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        settle();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        settle();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        settle();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        settle();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clear) throws IOException {
        settle();
        super.sendRedirect(location, status, clear);
    }
}
