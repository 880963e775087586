package org.osteon.app.http.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/// The page for what no controller answers: no such page, or our own fault. It tells nothing of the
/// inside.
@Component
final class ErrorPage implements ErrorViewResolver {
    private final Html html;
    private final Desk desk;

    ErrorPage(Html html, Desk desk) {
        this.html = html;
        this.desk = desk;
    }

    @Override
    public ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        View view =
                (_, asked, response) -> {
                    response.setContentType("text/html;charset=UTF-8");
                    response.setHeader("Content-Security-Policy", Html.POLICY);
                    response.getWriter().write(text(status.value(), model, asked, response));
                };
        ModelAndView page = new ModelAndView(view);
        page.setStatus(status);
        return page;
    }

    private String text(
            int status,
            Map<String, Object> model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Object path = model.get("path");
        boolean ours = status >= 500;
        String title = status == 404 ? "No such page" : ours ? "Our own fault" : "Not possible";
        Object told = model.get("message");
        String message =
                status == 404
                        ? "There is nothing at " + Objects.toString(path, "this address") + "."
                        : ours
                                ? "Something went wrong in Osteon; nothing was half-written."
                                : Objects.toString(told, "The request could not be answered.");
        Frame frame = desk.frame(request, response, title);
        String remedy =
                ours
                        ? "Try again. If it happens again, the server's log says what it was, under"
                                + " the name of this request: "
                                + model.get("requestId")
                                + "."
                        : "Go to the worklist and start from there.";
        return html.text((out, interceptor) ->
                JteproblemGenerated.render(out, interceptor, frame, message, remedy));
    }
}
