package org.osteon.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/// The page for what no controller answers: no such page, or our own fault. It tells nothing of the
/// inside.
@Component("error")
final class ErrorPage implements View {
    private final Html html;
    private final Desk desk;

    ErrorPage(Html html, Desk desk) {
        this.html = html;
        this.desk = desk;
    }

    @Override
    public void render(
            @Nullable Map<String, ?> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        int status = response.getStatus();
        Object path = model == null ? null : model.get("path");
        boolean ours = status >= 500;
        String title = status == 404 ? "No such page" : ours ? "Our own fault" : "Not possible";
        Object told = model == null ? null : model.get("message");
        String message =
                status == 404
                        ? "There is nothing at " + Objects.toString(path, "this address") + "."
                        : ours
                                ? "Something went wrong in Osteon; nothing was half-written."
                                : Objects.toString(told, "The request could not be answered.");
        String text =
                html.text(
                        "problem",
                        Map.of(
                                "frame",
                                desk.frame(request, response, title),
                                "message",
                                message,
                                "remedy",
                                ours
                                        ? "Try again. If it happens again, the server's log"
                                                + " says what it was."
                                        : "Go to the worklist and start from there."));
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(text);
    }
}
